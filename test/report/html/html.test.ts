import { createHash } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import type { Analysis } from "../../../src/analysis/analysis.ts";
import { renderHtml } from "../../../src/index.ts";
import { unpackNames } from "../../../src/report/html/name-table.ts";
import { collapsedAnalysis, HOSTILE } from "../../helpers/analysis-fixtures.ts";
import { fullAnalysis } from "../../helpers/report-fixtures.ts";

const page = async (analysis = fullAnalysis()) => parseHTML(await renderHtml(analysis)).document;
const textOf = async (id: string, analysis = fullAnalysis()) =>
  (await page(analysis)).querySelector(`section[aria-labelledby="${id}"]`)?.textContent ?? null;

const embedded = (document: { querySelector: (selector: string) => { textContent: string } | null }): Analysis =>
  unpackNames(
    inflateRawSync(Buffer.from(document.querySelector("#analysis")!.textContent, "base64")).toString(),
  ) as Analysis;

test("the strip says what, since when, how sure, what to try first and shows before and after", async () => {
  const strip = (await page()).querySelector("header")!;
  expect(strip.classList.contains("fail")).toBe(true);
  expect(strip.querySelector("h1")!.textContent).toContain("collapsed onto few modes");
  expect(strip.textContent).toMatch(/Since.*a\.png.*Confidence.*Near-duplicated.*checks could be judged, exit code 1/s);
  expect(strip.querySelectorAll(".course .plots")).toHaveLength(2);
  expect(strip.textContent).toContain("Try first: Use a larger input (latent) dimension.");
  expect([...strip.querySelectorAll(".before-after figcaption")].map(({ textContent }) => textContent)).toEqual([
    "Before: epoch 1",
    "Last: a.png",
  ]);
});

test("findings stand failing first, each open one with value, threshold, false rate, evidence and remedies", async () => {
  const analysis = fullAnalysis();
  Object.assign(analysis.findings[0]!, {
    value: 0.81,
    unit: "share of pairs",
    interval: { low: 0.7, high: 0.9 },
    threshold: 0.1,
    evidence: [{ type: "groups", checkpoint: 1, groups: ["aaaaaaaaaaaa"] }],
  });
  const findings = [...(await page(analysis)).querySelectorAll(".finding")];
  expect(findings[0]!.classList.contains("fail")).toBe(true);
  expect(findings[0]!.hasAttribute("open")).toBe(true);
  const text = findings[0]!.textContent;
  expect(text).toMatch(/0\.81 share of pairs, 95 % interval 0\.7 to 0\.9, threshold 0\.1, false rate of a pair 0\.21/);
  expect(text).toContain("Largest groups of a.png: 2 of 64 images.");
  expect(text).toContain("What to try next");
  expect(findings[0]!.querySelector('a[href="#g=aaaaaaaaaaaa"]')).not.toBeNull();
});

test("groups show size, share, similarity and their pictures, the most typical first, then the farthest pair", async () => {
  const group = (await page()).querySelector("#g-1-aaaaaaaaaaaa")!;
  const card = group.querySelector("summary")!;
  expect(card.textContent).toContain("2 of 64  3\u00a0%");
  expect(card.textContent).toContain("tightness 0.92");
  expect(card.querySelector(".pic")!.getAttribute("aria-label")).toBe("a.png");
  expect(group.textContent).toContain("lowest similarity 0.9 · mean 0.92 · structure 0.95 · appearance 0.91");
  expect(group.textContent).toContain("Showing 2 of 2");
  const pictures = [...group.querySelectorAll(".zoom")];
  expect(pictures.map((picture) => picture.querySelector(".pic")!.getAttribute("aria-label"))).toEqual([
    "a.png",
    "b.png",
  ]);
  expect(pictures.map(({ className }) => className)).toEqual(["zoom medoid", "zoom farthest"]);
  expect(pictures[1]!.querySelector(".pic")!.getAttribute("style")).toBe("--x:1;--y:0");
});

test("a group that holds a pair below the group threshold is called chained, and chains are a good sign", async () => {
  const analysis = fullAnalysis();
  analysis.checkpoints[1]!.groups[0]!.minSimilarity = 0.59;
  const section = (await page(analysis)).querySelector('section[aria-labelledby="groups"]')!;
  expect(section.querySelector("#g-1-aaaaaaaaaaaa .badge")!.textContent).toBe("chained");
  expect(section.querySelector("#g-1-bbbbbbbbbbbb .badge")).toBeNull();
  expect(section.textContent).toMatch(/1 chain.*20 images.*0\.11.*no collapse/s);
});

test("every picture stands once in the file, whatever shows it", async () => {
  const html = await renderHtml(fullAnalysis());
  const sprites = fullAnalysis().checkpoints.map(({ sprites }) => sprites![0]!.image);
  // Both checkpoints of the fixture have the same sprite, in a class each.
  expect(html.split(sprites[0]!).length - 1).toBe(2);
});

test("the reference shows missing modes, twins side by side, and values beside their null expectation", async () => {
  const section = (await page()).querySelector('section[aria-labelledby="reference"]')!;
  expect(section.textContent).toMatch(/12.%.*of the real images.*real\/1\.png/s);
  expect(section.querySelectorAll(".twin .zoom")).toHaveLength(2);
  const row = [...section.querySelectorAll("tbody tr")].find(({ textContent }) => textContent.startsWith("Recall"))!;
  expect(row.textContent).toContain("0.1 (0.09 to 0.11)0.9✗ far worse");
  expect(section.textContent).toContain("Diversity ratio0.2 (0.18 to 0.22)1✗ far worse");
  expect(section.textContent).toContain("Not computed: coverage (fewer than 100 real images)");
});

test("diversity lists what was measured and no column that was not", async () => {
  const text = (await textOf("diversity"))!;
  for (const words of ["Vendi score", "by structure", "richness", "frozen", "class a.png", "fewer than 16 images"])
    expect(text).toContain(words);
  expect(text).not.toContain("MS-SSIM");
  expect(await textOf("diversity", collapsedAnalysis())).not.toContain("by structure");
});

test("what was not measured leaves no empty part", async () => {
  for (const id of ["reference", "map"]) expect(await textOf(id, collapsedAnalysis())).toBeNull();
  expect(
    (await page(collapsedAnalysis())).querySelectorAll('section[aria-labelledby="threshold"] .chart'),
  ).toHaveLength(1);
});

test("pairs that were too many to ship are said to be", async () => {
  const analysis = fullAnalysis();
  Object.assign(analysis.checkpoints[1]!.edges!, { complete: false, pairs: [], members: [], similarities: [] });
  expect(await textOf("threshold", analysis)).toContain("Too many pairs are alike");
});

test("a hostile name stays text everywhere", async () => {
  const document = await page(fullAnalysis(HOSTILE));
  expect(document.querySelectorAll("script")).toHaveLength(2);
  expect(document.querySelectorAll("img[onerror]")).toHaveLength(0);
  expect(embedded(document).settings.inputs).toEqual([HOSTILE]);
});

test("the embedded analysis is the one that was rendered, without the pictures", async () => {
  const expected = fullAnalysis();
  for (const checkpoint of expected.checkpoints) for (const sprite of checkpoint.sprites!) sprite.image = "";
  const { missingModes, twins } = expected.checkpoints[1]!.reference!;
  delete missingModes![0]!.thumbnails;
  delete twins![0]!.thumbnails;
  expect(embedded(await page())).toEqual(expected);
});

test("pictures from an analysis file are shown only when they are embedded pictures", async () => {
  const full = fullAnalysis();
  full.checkpoints[1]!.reference!.twins![0]!.thumbnails = {
    sample: "https://example.org/track.png",
    reference: 'data:image/png;base64,AAAA" onload="alert(1)',
  };
  full.checkpoints[0]!.sprites![0]!.image = "https://example.org/track.png";
  full.checkpoints[1]!.sprites![0]!.image = "data:image/png;base64,AAAA);background:url(//example.org";
  expect((await renderHtml(full)).match(/src="https:|onload=|url\((?!data:|"|\$)/g)).toBeNull();
});

test("a run without pictures or scores still makes a page", async () => {
  const { scores: _, ...rest } = collapsedAnalysis();
  const document = await page({ ...rest, checkpoints: [], embedder: null, backend: null, threshold: null });
  expect(document.querySelector("h1")).not.toBeNull();
  expect(document.querySelectorAll(".chart")).toHaveLength(0);
});

test("a report that would be larger than allowed leaves out parts of the explorable data and says so", async () => {
  const analysis = fullAnalysis();
  const whole = Buffer.byteLength(await renderHtml(analysis));
  const names = Array.from(
    { length: 500 },
    (_, index) => `many-${createHash("md5").update(`${index}`).digest("hex")}.png`,
  );
  analysis.checkpoints[1]!.groups.push({
    ...analysis.checkpoints[1]!.groups[0]!,
    id: "cccccccccccc",
    size: 500,
    members: names,
  });
  const html = await renderHtml(analysis, { maxMegabytes: (whole + 4000) / 1e6 });
  expect(Buffer.byteLength(html)).toBeLessThanOrEqual(whole + 4000);
  const { document } = parseHTML(html);
  expect(document.querySelector('section[aria-labelledby="provenance"]')!.textContent).toMatch(
    /pairs for the threshold slider are left out.*of [\d,]+ members of groups are listed/s,
  );
  expect(embedded(document).checkpoints[1]!.groups[2]!.members).toHaveLength(24);
});
