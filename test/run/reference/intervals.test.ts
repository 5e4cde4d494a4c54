/** Intervals against simulation: how often they hold what a perfect generator reads. */
import { expect, test } from "vitest";
import type { ReferenceComparison } from "../../../src/analysis/analysis.ts";
import { compareWithReference } from "../../../src/run/reference/compare.ts";
import { measureReference } from "../../../src/run/reference/measure-reference.ts";
import { exactBackend } from "../../helpers/exact-backend.ts";
import { degreesOf, drawMixture, namesOf } from "../../helpers/mixtures.ts";
import { asRows } from "../../helpers/rows.ts";

const D = 8;
const RUNS = 60;

test("intervals of a perfect generator hold the null expectation nearly always", async () => {
  const runs: ReferenceComparison[] = [];
  for (let run = 0; run < RUNS; run++) {
    const real = drawMixture(100, D, 1000 + run);
    const samples = drawMixture(80, D, 5000 + run);
    const model = await measureReference(namesOf(real, D), asRows(real, D), exactBackend);
    runs.push(
      await compareWithReference(
        { rows: asRows(samples, D), names: namesOf(samples, D), degrees: degreesOf(samples, D, 0.97) },
        model,
        0.97,
        exactBackend,
      ),
    );
  }
  const mean = (of: (run: ReferenceComparison) => number) => runs.reduce((sum, run) => sum + of(run), 0) / RUNS;
  const least = {
    precision: 0.9,
    recall: 0.9,
    density: 0.9,
    coverage: 0.9,
    kernelDistance: 0.9,
    memorisedShare: 0.9,
    twinShare: 0.9,
  };
  for (const [name, share] of Object.entries(least) as [keyof typeof least, number][]) {
    // What a perfect generator reads, over all references: each reference only estimates it.
    const truth = mean((run) => run[name]!.expected);
    const held = runs.filter((run) => run[name]!.low <= truth && truth <= run[name]!.high!);
    expect(held.length / RUNS, name).toBeGreaterThanOrEqual(share);
  }
  const ratios = runs.map(({ diversityRatio }) => diversityRatio!);
  expect(ratios.filter(({ low, high }) => low <= 1 && 1 <= high!).length / RUNS).toBeGreaterThanOrEqual(0.9);
  // The expectations themselves: the mean over runs of observed and expected agree.
  for (const name of ["precision", "recall", "density", "coverage", "occupancy", "frechetDistance"] as const) {
    const ratio = mean((run) => run[name]!.value) / mean((run) => run[name]!.expected);
    expect(Math.abs(ratio - 1), `${name} ${ratio}`).toBeLessThan(0.06);
  }
  expect(runs.filter(({ missingModes }) => missingModes!.length > 0).length).toBeLessThanOrEqual(3);
});
