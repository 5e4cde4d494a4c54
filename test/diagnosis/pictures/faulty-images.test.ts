import { expect, test } from "vitest";
import { blankImages } from "../../../src/diagnosis/pictures/blank-images.ts";
import { structurelessImages } from "../../../src/diagnosis/pictures/structureless-images.ts";
import { checkpointWith } from "../../helpers/checkpoints.ts";

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
