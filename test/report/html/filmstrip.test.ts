import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { filmstrip, framesShown } from "../../../src/report/html/filmstrip.ts";
import { collapsedAnalysis } from "../../helpers/analysis-fixtures.ts";

test("all frames are shown where they fit", () => {
  expect(framesShown(3, 1)).toEqual([0, 1, 2]);
  expect(framesShown(11, -1)).toHaveLength(11);
});

test.each([0, 1, 2, 20, 38, 39])(
  "of forty the first, the last and those around the onset at place %i are shown",
  (since) => {
    const shown = framesShown(40, since);
    expect([shown[0], shown.at(-1)]).toEqual([0, 39]);
    expect(new Set(shown).size).toBe(9);
    expect(shown).toEqual([...shown].sort((a, b) => a - b));
    // The one before the onset is there to compare with.
    expect(shown).toEqual(expect.arrayContaining([Math.max(0, since - 1), since]));
  },
);

test("the onset stands in the middle where there is room on both sides", () => {
  expect(framesShown(40, 20).indexOf(20)).toBe(4);
});

test("without an onset they are spread over the run", () => {
  const shown = framesShown(101, -1);
  expect(shown).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
});

test("what is left out is counted, and all of it is behind the fold", () => {
  const analysis = collapsedAnalysis();
  const [first, last] = [analysis.checkpoints[0]!, analysis.checkpoints[1]!];
  analysis.checkpoints = Array.from({ length: 40 }, (_, index) => ({
    ...(index < 20 ? first : last),
    step: index,
    label: `epoch ${index}`,
  }));
  for (const finding of analysis.findings)
    if (finding.onset) finding.onset = { step: 20, label: "epoch 20", axis: "checkpoints" };
  const { document } = parseHTML(`<html><body>${filmstrip(analysis)}</body></html>`);
  expect([...document.querySelectorAll(".gap")].map(({ textContent }) => textContent)).toEqual([
    "16 left out",
    "15 left out",
  ]);
  expect(document.querySelector(".since strong")!.textContent).toBe("epoch 20");
  expect(document.querySelector("summary")!.textContent).toBe("31 checkpoints of 40 left out above");
  const all = [...document.querySelectorAll("[data-checkpoint]")].map((frame) => frame.getAttribute("data-checkpoint"));
  expect(all.map(Number).sort((a, b) => a - b)).toEqual([...Array(40).keys()]);
});
