import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { discriminatorDominance } from "../../src/diagnosis/scores/discriminator-dominance.ts";
import { divergence } from "../../src/diagnosis/scores/divergence.ts";
import { generatorDominance } from "../../src/diagnosis/scores/generator-dominance.ts";
import { readScores } from "../../src/scores/read-scores.ts";
import { judge, textsOf } from "../helpers/score-logs.ts";

const RUNS = fileURLToPath(new URL("../../../shared/data/realruns/michaelwjohnson_dcgan_mnist/", import.meta.url));

/** A public pair of runs whose own metrics and pictures say which one failed. */
describe.skipIf(!existsSync(RUNS))("a real pair of runs (skipped where it is not there)", () => {
  test("the healthy run passes all score checks", async () => {
    const log = await readScores(`${RUNS}baseline/losses.csv`);
    expect(log.steps).toHaveLength(23450);
    for (const check of [discriminatorDominance, generatorDominance, divergence])
      expect(judge(check, log), check.id).toMatchObject({ status: "pass", onset: null });
  });

  test("in the failed run the discriminator dominates from between epoch 2 and epoch 10 to the end", async () => {
    const log = await readScores(`${RUNS}modified/losses.csv`);
    const finding = judge(discriminatorDominance, log, "collapsed");
    expect(finding).toMatchObject({ status: "fail", recovered: false });
    expect(finding.onset!.step).toBeGreaterThanOrEqual(470);
    expect(finding.onset!.step).toBeLessThanOrEqual(4690);
    expect(textsOf(finding)).toContain("at least");
    expect(judge(discriminatorDominance, log, "diverse").status).toBe("warn");
    expect(judge(generatorDominance, log).status).toBe("pass");
  });
});
