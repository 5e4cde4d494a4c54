import { expect, test } from "vitest";
import { blankImages } from "../../../src/diagnosis/pictures/blank-images.ts";
import { structurelessImages } from "../../../src/diagnosis/pictures/structureless-images.ts";
import { checkpointWith } from "../../helpers/checkpoints.ts";
import { scoresOf } from "../../helpers/score-logs.ts";

const run = (check: typeof blankImages, shares: Parameters<typeof checkpointWith>[1][]) =>
  check.run({
    checkpoints: shares.map((share, index) => checkpointWith(index, share)),
    pictures: "unknown",
    transitions: [],
    scores: null,
  });

test("noise to the end fails since the first noisy checkpoint of the end", () => {
  expect(run(structurelessImages, [{ noise: 1 }, {}, { noise: 0.9 }, { noise: 1 }])).toMatchObject({
    status: "fail",
    onset: { step: 2 },
    value: 1,
  });
});

test("noise at the start only was not trained yet", () => {
  expect(run(structurelessImages, [{ noise: 1 }, {}]).status).toBe("pass");
});

test("some blank images warn, most of them fail", () => {
  expect(run(blankImages, [{ blank: 0.1 }]).status).toBe("warn");
  expect(run(blankImages, [{ blank: 0.5 }]).status).toBe("fail");
});

test("what is advised against noise is for the side that has won, where the scores show it", () => {
  const adviceWith = (score: readonly [generator: number, discriminator: number] | null) =>
    structurelessImages.run({
      checkpoints: [checkpointWith(100, { noise: 1 })],
      pictures: "structureless",
      transitions: [],
      scores: score && scoresOf(() => score),
    }).advice[0];
  expect(adviceWith(null)).toMatch(/^See which side wins in the scores/);
  expect(adviceWith([0.001, 0.999])).toMatch(/^Flip the labels/);
  expect(adviceWith([0.999, 0.2])).toMatch(/more filters in the discriminator/);
});
