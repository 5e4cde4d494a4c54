import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { renderHtml } from "../../../src/index.ts";
import { collapsedAnalysis } from "../../helpers/analysis-fixtures.ts";
import { fullAnalysis } from "../../helpers/report-fixtures.ts";

type Figure = Awaited<ReturnType<typeof figures>>[number];

/** Of the page's parts below the verdict. */
const figures = async (analysis = fullAnalysis()) => [
  ...parseHTML(await renderHtml(analysis)).document.querySelectorAll("main figure.chart"),
];
const RUN = ["Scores.", "How alike the images are.", "Diversity index."];
const ofRun = async (analysis = fullAnalysis()) =>
  (await figures(analysis)).filter((figure) => RUN.includes(figure.querySelector("strong")!.textContent));

test("the charts of a small run stay as they were looked at", async () => {
  const drawn = (await figures()).map((figure) => figure.outerHTML.replaceAll("><", ">\n<"));
  expect(drawn).toHaveLength(7);
  await expect(drawn.join("\n\n")).toMatchFileSnapshot("snapshots/charts.txt");
});

test("onset, failing stretch and the basis of each score are named", async () => {
  const [scores, alike, modes] = (await ofRun(collapsedAnalysis("epoch 2"))).map(({ textContent }) => textContent);
  expect(scores).toContain("Discriminator dominates");
  expect(scores).toContain("Generator: g, as logged; discriminator: d, lower bound from its loss.");
  expect(alike).toContain("since epoch 2");
  expect(modes).toContain("since epoch 2");
});

test("a stretch that was left again is marked as recovered", async () => {
  const analysis = collapsedAnalysis();
  analysis.scores!.stretches = [{ state: "generator-dominates", from: 0, to: 10, recovered: true }];
  const [scores] = await ofRun(analysis);
  expect(scores!.textContent).toContain("Generator dominates, then recovered");
  expect(scores!.querySelectorAll(".medium .recovery line")).toHaveLength(1);
});

test("other measurements of the log have a chart each, and say how many values were left out", async () => {
  const analysis = collapsedAnalysis();
  analysis.scores!.metrics = [
    { name: "FID", stepName: "kimg", steps: [0, 100, 200], values: [300, 80, 40], ignored: 2 },
    { name: "once", stepName: "kimg", steps: [5], values: [1], ignored: 0 },
  ];
  const drawn = (await figures(analysis)).map(({ textContent }) => textContent);
  const [fid, ...others] = drawn.filter((words) => /^(FID|once)/.test(words));
  expect(others).toEqual([]);
  expect(fid).toMatch(/^FID\. As the log has it\. 2 values/);
  expect(fid).toContain("kimg");
});

test("pictures and scores share one axis when they count the same, and are said to be apart when they do not", async () => {
  const ticks = (figure: Figure) =>
    [...figure.querySelectorAll('.medium [data-mark="x-axis tick label"] text')].map(({ textContent }) => textContent);
  const apart = collapsedAnalysis();
  const [first] = await ofRun(apart);
  expect(first!.textContent).toContain("Not on one axis: the log ends at step 30, the pictures end at step 2.");
  const together = collapsedAnalysis();
  together.checkpoints.forEach((checkpoint, index) => {
    checkpoint.step = 10 + 20 * index;
  });
  // The last picture is a little younger than the log's last row, as in runs that log every few steps.
  together.scores!.alignment = { basis: "made in the test", steps: [10, null], unmatched: 1 };
  const [scores, alike] = await ofRun(together);
  expect(scores!.textContent).not.toContain("Not on one axis");
  expect(ticks(scores!).at(-1)).toBe("30");
  expect(ticks(alike!)).toEqual(ticks(scores!));
  const places = (figure: Figure) => figure.querySelector(".medium")!.getAttribute("data-scale");
  expect(places(alike!)).toBe(places(scores!));
  // Onset and failing stretch stand on all.
  for (const figure of await ofRun(together)) {
    expect(figure.querySelectorAll(".medium .stretch rect").length).toBeGreaterThan(0);
    expect(figure.querySelectorAll(".medium .onset line")).toHaveLength(1);
  }
});
