import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareRuns, renderComparisonHtml, renderHtml } from "../../../src/index.ts";
import { closePairs } from "../../../src/pairs/close-pairs.ts";
import { findGroups } from "../../../src/pairs/groups.ts";
import { runPairPass } from "../../../src/pairs/pair-pass.ts";
import { parseAnalysis } from "../../../src/report/json/parse-analysis.ts";
import { collapsedAnalysis, HOSTILE } from "../../helpers/analysis-fixtures.ts";
import { exactBackend } from "../../helpers/exact-backend.ts";
import { lcg, mat, unitRows } from "../../helpers/random.ts";
import { fullAnalysis, runSet, withManyGroups } from "../../helpers/report-fixtures.ts";
import { asRows } from "../../helpers/rows.ts";

const executablePath = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (path) => path !== undefined && existsSync(path),
);

/** Around twelve centres, so that groups merge and fall apart as the threshold moves. */
const clusteredImages = () => {
  const dimension = 6;
  const centres = mat(12, dimension, 3);
  const next = lcg(4);
  const rows = Array.from({ length: 60 }, () => Math.floor(next() * 12)).flatMap((mode) =>
    Array.from({ length: dimension }, (_, k) => centres[mode * dimension + k]! + 0.5 * (2 * next() - 1)),
  );
  return { vectors: unitRows(rows, dimension), dimension };
};

describe.skipIf(!executablePath)("in Chromium (skipped where none is installed)", () => {
  let browser: Browser;
  let folder: string;
  const urls: Record<string, string> = {};

  beforeAll(async () => {
    const flags = [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ];
    browser = await chromium.launch({ executablePath: executablePath!, args: flags });
    folder = await mkdtemp(join(tmpdir(), "gan-diversity-"));
    const pages = {
      first: collapsedAnalysis(HOSTILE),
      hostile: fullAnalysis(HOSTILE),
      full: fullAnalysis(),
      many: withManyGroups(10_000),
      runs: runSet(),
      hostileRuns: runSet(HOSTILE),
    };
    const compared = async (...names: string[]) =>
      renderComparisonHtml(
        await compareRuns({ runs: names.map((name) => ({ name, analysis: fullAnalysis(name) })), maxDrop: 0 }),
      );
    const rendered = [
      ...Object.entries(pages).map(([name, analysis]) => [name, renderHtml(analysis)] as const),
      ["compared", compared("before", "after")] as const,
      ["hostileCompared", compared(`a${HOSTILE}`, HOSTILE)] as const,
    ];
    for (const [name, markup] of rendered) {
      const path = join(folder, `${name}.html`);
      await writeFile(path, await markup);
      urls[name] = pathToFileURL(path).href;
    }
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  /** Everything the page should never do. */
  const complaintsOf = (page: Page, url: string): string[] => {
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("dialog", () => complaints.push("a dialog"));
    page.on("request", (request) => {
      if (request.url().split("#")[0] !== url && !request.url().startsWith("data:")) complaints.push(request.url());
    });
    return complaints;
  };
  /** Until the script has read the embedded analysis. */
  const open = async (page: Page, url: string): Promise<void> => {
    await page.goto(url);
    await page.waitForSelector("html[data-ready]");
  };
  const unfold = (page: Page) =>
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
  const names = (page: Page) =>
    page
      .locator("#group-view .group")
      .evaluateAll((cards) =>
        (cards as unknown as { querySelectorAll: (selector: string) => Iterable<{ textContent: string }> }[]).map(
          (card) => [...card.querySelectorAll(".names li")].map(({ textContent }) => textContent),
        ),
      );

  test.each([
    ["first", "light", 1280],
    ["first", "dark", 360],
    ["hostile", "dark", 1280],
    ["hostile", "light", 360],
    ["runs", "dark", 1280],
    ["hostileRuns", "light", 360],
    ["compared", "dark", 1280],
    ["hostileCompared", "light", 360],
  ] as const)(
    "the %s page, %s at %i pixels, logs nothing, asks for nothing and does not overflow",
    async (name, colorScheme, width) => {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
      const complaints = complaintsOf(page, urls[name]!);
      await open(page, urls[name]!);
      const overflow = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
      expect(complaints).toEqual([]);
      expect(overflow).toBeLessThanOrEqual(0);
      await page.close();
    },
  );

  test.each(["light", "dark"] as const)("axe finds no serious problem on the %s page", async (colorScheme) => {
    // The page's own policy forbids foreign scripts; axe is one.
    const page = await browser.newPage({ colorScheme, bypassCSP: true });
    await open(page, urls.full!);
    await page.addScriptTag({ content: axe.source });
    await unfold(page);
    await page.locator("#group-view .zoom").first().click();
    const results = (await page.evaluate("axe.run()")) as {
      violations: { id: string; impact: string; nodes: { html: string }[] }[];
    };
    const closed = await (async () => {
      await page.keyboard.press("Escape");
      return (await page.evaluate("axe.run()")) as typeof results;
    })();
    const serious = [...results.violations, ...closed.violations]
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
    expect(serious).toEqual([]);
    await page.close();
  });

  test.each(["light", "dark"] as const)("axe finds no serious problem on the %s comparison", async (colorScheme) => {
    const page = await browser.newPage({ colorScheme, bypassCSP: true });
    await open(page, urls.compared!);
    await unfold(page);
    await page.addScriptTag({ content: axe.source });
    const { violations } = (await page.evaluate("axe.run()")) as { violations: { id: string; impact: string }[] };
    expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
    await page.locator(".beside .zoom").first().click();
    expect(await page.locator("#lightbox .sheet").first().isVisible()).toBe(true);
    await page.close();
  });

  test("of several runs one is shown at a time, under its own title; axe finds no serious problem, and pictures open large", async () => {
    const page = await browser.newPage({ bypassCSP: true });
    await open(page, urls.runs!);
    await page.addScriptTag({ content: axe.source });
    const { violations } = (await page.evaluate("axe.run()")) as {
      violations: { id: string; impact: string; nodes: { html: string }[] }[];
    };
    expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
    const [first, second] = [page.locator("#run-1"), page.locator("#run-2")];
    expect([await first.isVisible(), await second.isVisible()]).toEqual([false, false]);
    await page.locator(".overview a").nth(1).click();
    await page.waitForFunction("document.title.startsWith('lr0010: Healthy')");
    expect([await first.isVisible(), await second.isVisible()]).toEqual([false, true]);
    expect(await page.locator(".overview").isVisible()).toBe(false);
    // A link within the run leads to its part, and opens what is folded.
    await second.locator('a[href="#r2-threshold"]').click();
    await page.waitForFunction("document.querySelector('#r2-threshold').closest('details').open");
    expect(await second.isVisible()).toBe(true);
    await second.locator(".film .zoom").first().click();
    expect(await page.locator("#lightbox .sheet").first().isVisible()).toBe(true);
    await page.close();
  });

  test("the lightbox opens, moves, compares, swaps and closes by keyboard alone", async () => {
    const page = await browser.newPage();
    await open(page, urls.full!);
    const box = page.locator("#lightbox");
    const caption = () => box.locator(".lb-names").textContent();
    await page.locator("#group-view .group summary").first().focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.className")).toContain("zoom");
    await page.keyboard.press("Enter");
    expect(await caption()).toBe("a.png");
    await page.keyboard.press("ArrowRight");
    expect(await caption()).toBe("b.png");
    await page.keyboard.press("2");
    expect(await caption()).toBe("b.png  |  a.png");
    expect(await box.locator(".lb-picture").count()).toBe(2);
    await page.keyboard.press("s");
    expect(await caption()).toBe("a.png  |  b.png");
    await page.keyboard.press("3");
    expect(await box.locator(".lb-wipe input").isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    expect(await box.isVisible()).toBe(false);
    expect(await page.evaluate("document.activeElement.className")).toContain("zoom");
    await page.close();
  });

  test("the difference image holds the differences of the two pictures", async () => {
    const page = await browser.newPage();
    await open(page, urls.full!);
    await unfold(page);
    await page.locator("#group-view .zoom").first().click();
    await page.keyboard.press("4");
    await page.waitForFunction("document.querySelector('#lightbox canvas')?.width === 8");
    const pixel = await page.evaluate(
      "[...document.querySelector('#lightbox canvas').getContext('2d').getImageData(4, 4, 1, 1).data]",
    );
    // Red (200, 30, 30) against green (30, 160, 60).
    expect(pixel).toEqual([170, 130, 30, 255]);
    await page.close();
  });

  test("the slider groups again as the tool would at that threshold, and goes back", async () => {
    const page = await browser.newPage();
    await open(page, `${urls.full!}#threshold`);
    const slide = async (value: string) => {
      await page.locator("#regroup input").fill(value);
      return names(page);
    };
    const own = [
      ["a.png", "b.png"],
      ["c.png", "d.png"],
    ];
    expect(await names(page)).toEqual(own);
    // At .75 all four are one component; the lowest pair, .58, still reaches 2 x .75 - 1.
    expect((await slide("0.75")).map((group) => group.sort())).toEqual([["a.png", "b.png", "c.png", "d.png"]]);
    expect(await page.locator("#regroup [role=status]").textContent()).toBe(
      "1 group; 4 images in one; largest 4 of 64 (6.25\u00a0%)",
    );
    expect(await slide("0.85")).toEqual([["a.png", "b.png"]]);
    expect(await slide("0.95")).toEqual([]);
    await page.locator("#regroup button").click();
    expect(await names(page)).toEqual(own);
    await page.close();
  });

  test("a threshold between two steps of the slider is what the button goes back to", async () => {
    const analysis = fullAnalysis();
    analysis.threshold!.value = 0.80037;
    const path = join(folder, "between.html");
    await writeFile(path, await renderHtml(analysis));
    const page = await browser.newPage();
    await open(page, `${pathToFileURL(path).href}#threshold`);
    const heading = () => page.locator("#group-view h3").textContent();
    await page.locator("#regroup input").fill("0.75");
    expect(await heading()).toContain("at the threshold of the slider");
    await page.locator("#regroup button").click();
    expect(await heading()).not.toContain("at the threshold of the slider");
    await page.close();
  });

  test("on sixty images the slider finds the tool's own groups at every threshold", async () => {
    const { vectors, dimension } = clusteredImages();
    const name = (row: number) => `image-${row}.png`;
    const toolAt = async (threshold: number) => {
      const pairs = await runPairPass(asRows(vectors, dimension), threshold, exactBackend);
      const { groups } = await findGroups(asRows(vectors, dimension), pairs, exactBackend);
      return { pairs, groups: groups.map(({ members }) => members.map(name)) };
    };
    const analysis = fullAnalysis();
    const { pairs } = await toolAt(0.8);
    analysis.checkpoints[1]!.edges = await closePairs(
      asRows(vectors, dimension),
      pairs,
      { names: Array.from({ length: vectors.length / dimension }, (_, row) => name(row)) },
      exactBackend,
    );
    const path = join(folder, "sixty.html");
    await writeFile(path, await renderHtml(analysis));
    const page = await browser.newPage();
    await open(page, `${pathToFileURL(path).href}#threshold`);
    const sorted = (groups: string[][]) => groups.map((group) => group.sort().join()).sort();
    const seen = new Set<number>();
    for (const threshold of [0.7, 0.755, 0.79, 0.85, 0.9, 0.96]) {
      await page.locator("#regroup input").fill(`${threshold}`);
      const { groups } = await toolAt(threshold);
      expect(sorted(await names(page)), `${threshold}`).toEqual(sorted(groups));
      seen.add(groups.length);
    }
    // Else the thresholds would show nothing.
    expect(seen.size).toBeGreaterThan(3);
    await page.close();
  });

  test("without JavaScript the verdict, the findings, the charts and the first groups can be read", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    for (const name of ["hostile", "full"]) {
      await page.goto(urls[name]!);
      for (const part of ["h1", ".finding.fail .natural", ".chart svg", ".groups .pic", ".film .sheet"])
        expect(await page.locator(part).first().isVisible(), part).toBe(true);
    }
    expect(await page.locator("#map-view svg").isVisible()).toBe(true);
    // What needs the script is not shown without it.
    for (const part of ["#regroup", "#exports", "#group-tools", ".tools"])
      expect(await page.locator(part).first().isVisible(), part).toBe(false);
    await context.close();
  });

  test("focusing a checkpoint shows its sheet beside the charts", async () => {
    const page = await browser.newPage();
    await open(page, urls.full!);
    expect(await page.locator(".step strong").textContent()).toBe("a.png");
    await page.locator(".film .zoom").first().focus();
    expect(await page.locator(".step strong").textContent()).toBe("epoch 1");
    await page.close();
  });

  test("a chart tells its values under the pointer and by keyboard, on every chart of its axis", async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await open(page, urls.full!);
    const alike = page.locator("main .chart", { hasText: "How alike" }).locator(".plot.medium");
    const index = page.locator("main .chart", { hasText: "Diversity index" }).locator(".plot.medium");
    await alike.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await alike.boundingBox())!;
    await page.mouse.move(x + 0.1 * width, y + height / 2);
    expect(await alike.locator(".reading").textContent()).toBe("epoch 1alike pairs 1\u00a0% (0\u00a0% to 90\u00a0%)");
    expect(await index.locator(".reading").textContent()).toContain("all 40 (36 to 44)");
    expect(await page.locator(".step strong").textContent()).toBe("epoch 1");
    await page.mouse.move(0, 0);
    expect(await alike.locator(".reading").isVisible()).toBe(false);
    await alike.focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    expect(await alike.getAttribute("aria-valuetext")).toBe("a.png, alike pairs 81\u00a0% (0\u00a0% to 90\u00a0%)");
    expect(await index.locator(".reading").textContent()).toContain("all 1.2");
    await page.close();
  });

  test.each([390, 700, 1280])("no text of a chart is smaller than 11 pixels on a page of %i pixels", async (width) => {
    for (const name of ["full", "runs", "compared"]) {
      const page = await browser.newPage({ viewport: { width, height: 800 } });
      await open(page, name === "runs" ? `${urls[name]!}#run-1` : urls[name]!);
      await unfold(page);
      const sizes = (await page.evaluate(`[...document.querySelectorAll(".chart svg text")]
        .filter((text) => text.checkVisibility())
        .map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)`)) as number[];
      expect(sizes.length).toBeGreaterThan(10);
      expect(sizes.filter((size) => size < 11)).toEqual([]);
      await page.close();
    }
  });

  test("on the map the arrow keys move from image to image with a picture of it, and Enter selects its group", async () => {
    const page = await browser.newPage();
    await open(page, urls.full!);
    await page.locator('[name="pictures"]').focus();
    await page.keyboard.press("Tab");
    const tip = page.locator(".map-tip");
    // The last image, d.png, lies on the upper right, c.png below it on the left.
    expect(await tip.textContent()).toContain("d.png");
    expect(await tip.locator(".pic").isVisible()).toBe(true);
    await page.keyboard.press("ArrowLeft");
    expect(await tip.textContent()).toContain("c.png");
    await page.keyboard.press("Enter");
    expect(await names(page)).toEqual([["c.png", "d.png"]]);
    await page.keyboard.press("Escape");
    expect(await names(page)).toHaveLength(2);
    await page.close();
  });

  test("ten thousand groups are paged, ordered, filtered, and found by a link", async () => {
    const page = await browser.newPage();
    await open(page, urls.many!);
    const cards = page.locator("#group-view .group");
    expect(await cards.count()).toBe(30);
    await page.locator("#group-view [data-page]", { hasText: "Next" }).click();
    expect(await page.locator("#group-view nav").textContent()).toContain("page 2 of 334");
    await page.locator('[name="order"]').selectOption("wide");
    // The last group has the lowest similarity.
    expect(await cards.first().getAttribute("data-group")).toBe("group-9999");
    await page.locator('[name="smallest"]').fill("3");
    await page.locator('[name="smallest"]').press("Enter");
    expect(await cards.count()).toBe(1);
    await open(page, `${urls.many!}#g=group-7777`);
    expect(await page.locator(".group.target").getAttribute("data-group")).toBe("group-7777");
    await page.close();
  });

  test("a rectangle on the map selects the groups of its images", async () => {
    const page = await browser.newPage();
    await open(page, urls.full!);
    const box = (await page.locator("#map-view canvas").boundingBox())!;
    await page.locator("#map-view canvas").scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await page.locator("#map-view canvas").boundingBox()) ?? box;
    // c.png and d.png lie at .6 and .7, a.png and b.png below .55.
    await page.mouse.move(x + 0.57 * width, y + 0.45 * height);
    await page.mouse.down();
    await page.mouse.move(x + 0.8 * width, y + 0.2 * height);
    await page.mouse.up();
    expect(await names(page)).toEqual([["c.png", "d.png"]]);
    await page.locator('#group-tools [data-do="all"]').click();
    expect(await names(page)).toHaveLength(2);
    await page.close();
  });

  test("the analysis can be downloaded with its pictures and rendered again, the groups as CSV", async () => {
    const page = await browser.newPage();
    await open(page, `${urls.hostile!}#provenance`);
    const save = async (kind: string) => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.locator(`[data-export="${kind}"]`).click(),
      ]);
      return readFile(await download.path(), "utf8");
    };
    const again = parseAnalysis(await save("json"));
    const { missingModes: _, twins: __, ...reference } = again.checkpoints[1]!.reference!;
    const expected = fullAnalysis(HOSTILE);
    expect(again.checkpoints[1]!.sprites).toEqual(expected.checkpoints[1]!.sprites);
    expect(again.findings).toEqual(expected.findings);
    expect(expected.checkpoints[1]!.reference).toMatchObject(reference);
    const rows = (await save("csv")).split("\r\n");
    expect(rows[0]).toBe('"run","checkpoint","step","group","size","member","medoid","similarity"');
    expect(rows).toContain(`"","${HOSTILE.replaceAll('"', '""')}",2,"bbbbbbbbbbbb",2,"c.png",1,`);
    await page.close();
  });
});
