/** The built server in a real Chromium: its pages stay current by themselves. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunState } from "../../../src/analysis/analysis.ts";
import { type Serving, serving } from "../../helpers/serving.ts";

const executablePath = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (path) => path !== undefined && existsSync(path),
);

const SAMPLES = "samples/mode-collapse";
const sheet = (step: number): string => `fake_samples_step_${`${step}`.padStart(6, "0")}.png`;
/** The name of a folder can be an attack. */
const HOSTILE_FOLDER = `"><img src=x onerror=alert(1)>&`;

describe.skipIf(!executablePath)("in Chromium (skipped where none is installed)", () => {
  let browser: Browser;
  let root: string;
  let server: Serving;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "gan-diversity-runs-"));
    // Healthy at its last checkpoint; the next ones of this run are collapsed.
    for (const [name, steps] of [
      ["first", [900, 1200]],
      [HOSTILE_FOLDER, [1800, 2100]],
      ["empty", []],
    ] as const) {
      mkdirSync(join(root, name));
      for (const step of steps) cpSync(join(SAMPLES, sheet(step)), join(root, name, sheet(step)));
    }
    browser = await chromium.launch({
      executablePath: executablePath!,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
    });
    server = await start("0");
    await stateWhere("first", ({ judged }) => judged === 1200);
    await stateWhere(HOSTILE_FOLDER, ({ judged }) => judged === 2100);
  });
  afterAll(async () => {
    await browser?.close();
    await end();
    rmSync(root, { recursive: true, force: true });
  });

  /** It ends with the tests at the latest. */
  const start = (port: string) => serving(["serve", root, "--port", port, "--no-cache", "--end-with-stdin"]);
  const end = async () => {
    server?.child.stdin?.end();
    await server?.ended;
  };
  const stateWhere = async (name: string, holds: (state: RunState) => boolean): Promise<RunState> => {
    for (;;) {
      const answer = await fetch(`${server.url}api/runs/${encodeURIComponent(name)}`);
      const state = answer.ok ? ((await answer.json()) as RunState) : null;
      if (state && holds(state)) return state;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  /** Answers once a verdict holds it. */
  const post = async (name: string, step: number, from = step): Promise<RunState> => {
    const answer = await fetch(`${server.url}api/runs/${name}/checkpoints?step=${step}`, {
      method: "POST",
      headers: { "content-type": "image/png" },
      body: new Uint8Array(readFileSync(join(SAMPLES, sheet(from)))),
    });
    expect(answer.status).toBe(200);
    return (await answer.json()) as RunState;
  };

  /** Everything a page should never do is in its complaints. */
  const open = async (
    path: string,
    options: BrowserContextOptions = {},
    before: (page: Page) => Promise<unknown> = async () => {},
  ) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("dialog", (dialog) => {
      complaints.push("a dialog");
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(server.url) && !/^(?:data|blob):/.test(request.url()))
        complaints.push(request.url());
    });
    await before(page);
    await page.goto(`${server.url}${path}`);
    return { page, complaints, close: () => context.close() };
  };
  const live = (page: Page) => page.locator("#connection:not(.lost)", { hasText: "live" }).waitFor();
  const card = (page: Page, name: string) =>
    page.locator(".card", { has: page.getByRole("link", { name, exact: true }) });
  const report = (page: Page) => page.frameLocator("iframe:not(.coming)");
  /** The report that is seen holds this checkpoint. */
  const reportHolds = (page: Page, step: number) =>
    report(page)
      .locator(".film li strong", { hasText: new RegExp(`^step ${step}$`) })
      .first()
      .waitFor({ state: "attached" });
  /** Pages forbid what Playwright's own waiting for a text of code needs. */
  const soon = <T>(what: () => T | Promise<T>) => expect.poll(what, { timeout: 30_000 });
  const toggle = (details: Locator) => details.locator("> summary").click();
  const serious = async (page: Page): Promise<string[]> => {
    await page.addScriptTag({ content: axe.source });
    const { violations } = (await page.evaluate("axe.run()")) as {
      violations: { id: string; impact: string; nodes: { html: string }[] }[];
    };
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
  };

  test("a new checkpoint appears on the page of all runs and on that of its run, in two tabs each", async () => {
    const tabs = await Promise.all([open(""), open(""), open("runs/first"), open("runs/first")]);
    for (const { page } of tabs) await live(page);
    await post("first", 1500);
    for (const { page } of tabs.slice(0, 2))
      await card(page, "first").getByText("step 1500", { exact: false }).first().waitFor();
    for (const { page } of tabs.slice(2)) {
      await page.locator("#bar").getByText("step 1500", { exact: false }).waitFor();
      await reportHolds(page, 1500);
      expect(await page.locator("iframe").count()).toBe(1);
    }
    for (const { complaints } of tabs) expect(complaints).toEqual([]);
    for (const { close } of tabs) await close();
  });

  test("a run that is not there yet comes by itself, with its picture", async () => {
    const { page, close } = await open("");
    await live(page);
    await post("second", 0);
    await card(page, "second").locator("img").waitFor();
    expect(await page.locator("#counts").textContent()).toContain("4 runs");
    await soon(() =>
      page.evaluate("[...document.querySelectorAll('.card img')].map((one) => one.naturalWidth > 0)"),
    ).toEqual([true, true, true]);
    await close();
  });

  test("a run that begins to fail moves to the top, and is an alarm on the tab, on its picture, and read aloud", async () => {
    await post("third", 1200);
    await post("third", 1500);
    const [all, one] = await Promise.all([open(""), open("runs/third")]);
    for (const { page } of [all, one]) await live(page);
    expect(await one.page.title()).not.toContain("ALARM");
    const icon = (page: Page) => page.locator('link[rel="icon"]').getAttribute("href");
    const before = await icon(one.page);
    const failing = await post("third", 1800);
    expect(failing.shouldStop).toBe(true);
    await soon(() => one.page.title()).toMatch(/^ALARM: third: Mode collapse since step 1800$/);
    // The other one is the hostile folder.
    await soon(() => all.page.title()).toMatch(/^ALARM: 2 of \d runs fail$/);
    expect(await icon(one.page)).not.toBe(before);
    for (const { page } of [all, one])
      expect(await page.locator("#said").textContent()).toContain("third: Mode collapse since step 1800");
    expect(await all.page.locator(".card").first().getAttribute("data-run")).toBe("third");
    expect(await all.page.locator(".card.fail h2").first().textContent()).toBe("third");
    await all.close();
    await one.close();
  });

  test("a tab that nobody sees keeps no stream of events, and learns of the newest checkpoint by asking", async () => {
    const asked: string[] = [];
    const { page, close } = await open("", {}, (opening) => {
      opening.on("request", (request) => asked.push(new URL(request.url()).pathname));
      return opening.addInitScript("Object.defineProperty(Document.prototype, 'hidden', { get: () => true })");
    });
    await post("hidden", 0);
    await card(page, "hidden").waitFor();
    expect(asked).toContain("/api/runs");
    expect(asked).not.toContain("/events");
    await close();
  });

  test("a newer report leaves the reader where he was", async () => {
    const { page, complaints, close } = await open("runs/third");
    await live(page);
    await reportHolds(page, 1800);
    const inside = report(page);
    const finding = inside.locator('[data-finding="frozen-output"]');
    await toggle(finding);
    const told = inside.locator("details.finding[open]").first();
    const closed = await told.getAttribute("data-finding");
    await toggle(told);
    await toggle(inside.locator("details.folded", { has: page.locator("#threshold") }));
    await inside.locator("#regroup input").fill("0.9");
    await inside.locator('[name="order"]').selectOption("tight");
    await inside.locator("#regroup").scrollIntoViewIfNeeded();
    await inside.locator("#regroup input").focus();
    const top = async () => (await inside.locator("#threshold").boundingBox())!.y;
    const before = await top();
    await post("third", 2100);
    await reportHolds(page, 2100);
    expect(Math.abs((await top()) - before)).toBeLessThan(3);
    expect(await inside.locator("#regroup input").inputValue()).toBe("0.9");
    expect(await inside.locator('[name="order"]').inputValue()).toBe("tight");
    expect(await finding.getAttribute("open")).not.toBeNull();
    expect(await inside.locator(`[data-finding="${closed}"]`).getAttribute("open")).toBeNull();
    expect(await inside.locator("#regroup input:focus").count()).toBe(1);
    expect(complaints).toEqual([]);
    await close();
  });

  test("a part of the report that is chosen stays chosen, and stands in the address of the page", async () => {
    const { page, close } = await open("runs/third#findings");
    await live(page);
    const inside = report(page);
    await inside.locator("#findings:target").waitFor();
    await inside.locator('nav a[href="#provenance"]').click();
    await soon(() => page.url()).toBe(`${server.url}runs/third#provenance`);
    await post("third", 2400);
    await reportHolds(page, 2400);
    expect(await inside.locator("#provenance:target").count()).toBe(1);
    expect(page.url()).toBe(`${server.url}runs/third#provenance`);
    await close();
  });

  test("nothing changes under enlarged pictures before they are closed", async () => {
    const { page, close } = await open("runs/third");
    await live(page);
    await report(page).locator(".before-after .zoom").first().click();
    await post("third", 2700);
    await page.locator("#bar").getByText("step 2700", { exact: false }).waitFor();
    await page.locator("iframe.coming").waitFor({ state: "attached" });
    expect(await report(page).locator("#lightbox").isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    await reportHolds(page, 2700);
    await close();
  });

  test("the pages say that the connection is lost, and go on when the server is there again", async () => {
    const [all, one] = await Promise.all([open(""), open("runs/first")]);
    for (const { page } of [all, one]) await live(page);
    await end();
    for (const { page } of [all, one])
      await page.locator("#connection", { hasText: "connection lost, trying again" }).waitFor();
    // Still shown, and said to be old.
    expect(await card(all.page, "first").isVisible()).toBe(true);
    cpSync(join(SAMPLES, sheet(1800)), join(root, "first", sheet(1800)));
    server = await start(new URL(server.url).port);
    for (const { page } of [all, one]) await live(page);
    await reportHolds(one.page, 1800);
    await card(all.page, "first").getByText("step 1800", { exact: false }).first().waitFor();
    await post("first", 2100);
    await reportHolds(one.page, 2100);
    await all.close();
    await one.close();
  });

  test.each([
    ["", "light", 1280],
    ["", "dark", 360],
    ["runs/first", "dark", 1280],
    ["runs/first", "light", 360],
    [`runs/${encodeURIComponent(HOSTILE_FOLDER)}`, "dark", 360],
    ["runs/empty", "light", 360],
  ] as const)(
    "/%s, %s at %i pixels, is read by everybody: axe, letters, width, names",
    async (path, colorScheme, width) => {
      // The page's own policy forbids foreign scripts; axe is one.
      const { page, complaints, close } = await open(path, {
        colorScheme,
        viewport: { width, height: 760 },
        bypassCSP: true,
      });
      await live(page);
      expect(await page.evaluate("document.documentElement.scrollWidth - window.innerWidth")).toBeLessThanOrEqual(0);
      const sizes = (await page.evaluate(`[...document.querySelectorAll("body *")]
      .filter((one) => one.checkVisibility() && [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== ""))
      .map((one) => parseFloat(getComputedStyle(one).fontSize))`)) as number[];
      expect(sizes.length).toBeGreaterThan(3);
      expect(sizes.filter((size) => size < 11)).toEqual([]);
      expect(await serious(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  test("the names of folders are shown as they are, and lead to their runs", async () => {
    const { page, complaints, close } = await open("");
    await live(page);
    await page.getByRole("link", { name: HOSTILE_FOLDER, exact: true }).click();
    await page.locator("h1", { hasText: HOSTILE_FOLDER }).waitFor();
    await reportHolds(page, 2100);
    expect(complaints).toEqual([]);
    await close();
  });

  test("by keyboard the runs are reached one after the other, opened, and left again", async () => {
    const { page, close } = await open("");
    await live(page);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the runs");
    await page.keyboard.press("Enter");
    const first = await page.locator(".card").first().getAttribute("data-run");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe(first);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/runs\//);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("All runs");
    await page.keyboard.press("Enter");
    await page.locator("#runs").waitFor();
    await close();
  });

  test("the focus stays on a run whose card changes", async () => {
    const { page, close } = await open("");
    await live(page);
    await page.getByRole("link", { name: "second", exact: true }).focus();
    await post("second", 300);
    await card(page, "second").getByText("step 300", { exact: false }).first().waitFor();
    expect(await page.evaluate("document.activeElement.textContent")).toBe("second");
    await close();
  });

  test("a run whose folder is gone leaves the page", async () => {
    const { page, close } = await open("", {}, (opening) => opening.clock.install());
    await live(page);
    await card(page, "empty").waitFor();
    rmSync(join(root, "empty"), { recursive: true });
    await soon(async () => (await fetch(`${server.url}api/runs/empty`)).status).toBe(404);
    await page.clock.runFor(31_000);
    await card(page, "empty").waitFor({ state: "detached" });
    await close();
  });

  test("without JavaScript the runs and their reports can be read", async () => {
    const { page, close } = await open("", { javaScriptEnabled: false });
    expect(await page.locator(".card.fail").first().isVisible()).toBe(true);
    expect(await page.locator("#connection").isVisible()).toBe(false);
    await page.getByRole("link", { name: "third", exact: true }).click();
    expect(await report(page).locator("h1").isVisible()).toBe(true);
    await close();
  });
});
