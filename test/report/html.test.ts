import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { renderHtml } from "../../src/report/html.ts";
import { collapsedAnalysis, HOSTILE } from "../helpers/analysis-fixtures.ts";

const page = async (analysis = collapsedAnalysis()) => parseHTML(await renderHtml(analysis)).document;

test("the strip says what, since when, how sure and what to try first", async () => {
  const strip = (await page()).querySelector("header")!;
  expect(strip.classList.contains("fail")).toBe(true);
  expect(strip.querySelector("h1")!.textContent).toContain("collapsed onto few modes");
  expect(strip.textContent).toMatch(/Since.*epoch_2\.png#0,0/s);
  expect(strip.textContent).toContain("Try first: Use a larger input (latent) dimension.");
});

test("groups show size, share, similarity and their pictures, the most typical first", async () => {
  const group = (await page()).querySelector("#g-abcdef012345")!;
  expect(group.textContent).toContain("3 of 64");
  expect(group.textContent).toContain("similarity 0.71 lowest, 0.83 mean");
  expect(group.querySelectorAll("img")).toHaveLength(2);
  expect(group.querySelector(".medoid")!.getAttribute("data-caption")).toBe("epoch_2.png#0,0");
});

test("both charts are drawn as SVG with the collapse and the failing stretch named", async () => {
  const charts = [...(await page()).querySelectorAll(".chart")].map(({ textContent }) => textContent);
  expect(charts).toHaveLength(2);
  expect(charts[0]).toContain("collapsed since here");
  expect(charts[1]).toContain("Discriminator dominates");
  expect(charts[1]).toContain("discriminator (lower bound from its loss)");
});

test("a hostile name stays text everywhere", async () => {
  const document = await page(collapsedAnalysis(HOSTILE));
  expect(document.querySelectorAll("script")).toHaveLength(2);
  expect(document.querySelectorAll("img[onerror]")).toHaveLength(0);
  const data = JSON.parse(document.querySelector("#analysis")!.textContent!) as { settings: { inputs: string[] } };
  expect(data.settings.inputs).toEqual([HOSTILE]);
});

test("pictures from an analysis file are shown only when they are embedded pictures", async () => {
  const analysis = collapsedAnalysis();
  analysis.checkpoints[0]!.preview = "https://example.org/track.png";
  analysis.checkpoints[1]!.preview = 'data:image/png;base64,AAAA" onload="alert(1)';
  expect(await renderHtml(analysis)).not.toMatch(/src="https:|onload=/);
});

test("a run without pictures or scores still makes a page", async () => {
  const { scores: _, ...rest } = collapsedAnalysis();
  const document = await page({ ...rest, checkpoints: [], embedder: null, backend: null, threshold: null });
  expect(document.querySelector("h1")).not.toBeNull();
  expect(document.querySelectorAll(".chart")).toHaveLength(0);
});
