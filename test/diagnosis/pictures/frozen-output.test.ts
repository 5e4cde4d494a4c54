import { expect, test } from "vitest";
import type { Transition } from "../../../src/analysis/analysis.ts";
import { frozenOutput } from "../../../src/diagnosis/pictures/frozen-output.ts";
import { modeHopping } from "../../../src/diagnosis/pictures/mode-hopping.ts";
import { checkpointWith } from "../../helpers/checkpoints.ts";

const checkpoints = [0, 1, 2, 3].map((step) => checkpointWith(step));
const run = (...states: (Transition["state"] | "none")[]) => ({
  checkpoints,
  pictures: "diverse" as const,
  scores: null,
  transitions: states.map(
    (state, from): Transition => ({
      from,
      to: from + 1,
      kept: 1,
      born: 0,
      lost: 0,
      cellSimilarity: state === "frozen" ? 0.999 : 0.6,
      ...(state === "none" || state === undefined ? {} : { state }),
    }),
  ),
});

test("images that stop moving warn since the checkpoint at which they stood", () => {
  expect(frozenOutput.run(run("none", "frozen", "frozen"))).toMatchObject({
    status: "warn",
    onset: { label: "epoch 1" },
  });
});

test("one frozen step, or a freeze that ended, passes", () => {
  expect(frozenOutput.run(run("none", "none", "frozen")).status).toBe("pass");
  expect(frozenOutput.run(run("frozen", "frozen", "none")).status).toBe("pass");
});

test("checkpoints whose cells can not be compared are not judged", () => {
  const unlike = run("none", "none", "none");
  for (const transition of unlike.transitions) delete transition.cellSimilarity;
  expect(frozenOutput.run(unlike).status).toBe("not-applicable");
});

test("a hop from one mode to another warns and names both checkpoints", () => {
  const finding = modeHopping.run(run("none", "mode-hopping", "none"));
  expect(finding).toMatchObject({ status: "warn", onset: { label: "epoch 2" } });
  expect(JSON.stringify(finding.evidence)).toContain("From epoch 1 to epoch 2");
  expect(modeHopping.run(run("none", "none")).status).toBe("pass");
});
