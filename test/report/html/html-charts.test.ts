import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { renderHtml } from "../../../src/index.ts";
import { collapsedAnalysis } from "../../helpers/analysis-fixtures.ts";
import { fullAnalysis } from "../../helpers/report-fixtures.ts";

type Figure = Awaited<ReturnType<typeof figures>>[number];

const figures = async (analysis = fullAnalysis()) => [
  ...parseHTML(await renderHtml(analysis)).document.querySelectorAll("figure.chart"),
];

test("the charts of a small run stay as they were looked at", async () => {
  const drawn = (await figures()).map((figure) => figure.outerHTML.replaceAll("><", ">\n<"));
  expect(drawn).toHaveLength(7);
  await expect(drawn.join("\n\n")).toMatchFileSnapshot("snapshots/charts.txt");
});

test("onset, failing stretch and the basis of each score are named", async () => {
  const [scores, alike, modes] = (await figures(collapsedAnalysis())).map(({ textContent }) => textContent);
  expect(scores).toContain("Discriminator dominates");
  expect(scores).toContain("generator (g, as logged); orange: discriminator (d, lower bound from its loss)");
  expect(alike).toContain("since here");
  expect(modes).toContain("since here");
});

test("a stretch that was left again is marked as recovered", async () => {
  const analysis = collapsedAnalysis();
  analysis.scores!.stretches = [{ state: "generator-dominates", from: 0, to: 10, recovered: true }];
  const [scores] = await figures(analysis);
  expect(scores!.textContent).toContain("Generator dominates, then recovered");
  expect(scores!.querySelectorAll(".recovery line")).toHaveLength(1);
});

test("other measurements of the log have a chart each, and say how many values were left out", async () => {
  const analysis = collapsedAnalysis();
  analysis.scores!.metrics = [
    { name: "FID", stepName: "kimg", steps: [0, 100, 200], values: [300, 80, 40], ignored: 2 },
    { name: "once", stepName: "kimg", steps: [5], values: [1], ignored: 0 },
  ];
  const drawn = (await figures(analysis)).map(({ textContent }) => textContent);
  expect(drawn).toHaveLength(5);
  expect(drawn[1]).toMatch(/^FID\. As the log has it\. 2 values/);
  expect(drawn[1]).toContain("kimg");
});

test("pictures and scores share one axis when they count the same, and are said to be apart when they do not", async () => {
  const ticks = (figure: Figure) =>
    [...figure.querySelectorAll('[data-mark="x-axis tick label"] text')].map(({ textContent }) => textContent);
  const apart = collapsedAnalysis();
  const [first] = await figures(apart);
  expect(first!.textContent).toContain("Not on one axis: the log ends at step 30, the pictures end at step 2.");
  const together = collapsedAnalysis();
  together.checkpoints.forEach((checkpoint, index) => {
    checkpoint.step = 10 + 20 * index;
  });
  // The last picture is a little younger than the log's last row, as in runs that log every few steps.
  together.scores!.alignment = { basis: "made in the test", steps: [10, null], unmatched: 1 };
  const [scores, alike] = await figures(together);
  expect(scores!.textContent).not.toContain("Not on one axis");
  expect(ticks(scores!).at(-1)).toBe("30");
  expect(ticks(alike!)).toEqual(["10", "30"]);
  const x = (figure: Figure, selector: string) => figure.querySelector(selector)!.getAttribute("transform");
  expect(x(alike!, '[data-mark="x-axis tick"] path:last-child')).toBe(
    x(scores!, '[data-mark="x-axis tick"] path:last-child'),
  );
});
