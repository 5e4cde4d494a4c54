import { describe, expect, test } from "vitest";
import { runStateOf } from "../../../src/report/dashboard/run-state.ts";
import { collapsedAnalysis } from "../../helpers/analysis-fixtures.ts";
import { checkpointWith } from "../../helpers/checkpoints.ts";

const FACTS = { name: "a", received: 12, waiting: null, changedAt: "2026-01-02T03:04:05.000Z" };

describe("the state of a run", () => {
  test("says what its Analysis says, and how far it has come", () => {
    const state = runStateOf(collapsedAnalysis("epoch 2"), FACTS);
    expect(state).toMatchObject({
      ...FACTS,
      ...{ status: "mode-collapse", since: "epoch 2", exitCode: 1, shouldStop: true, judged: 2, checkpoints: 2 },
    });
    expect(state.title).toMatch(/^Mode collapse/);
    expect(state.remedy).not.toBe("");
    expect(state.figures).toMatchObject({ modesIsBound: false, alike: 0.81 });
    expect(state.figures.modes).toBeCloseTo(1 / 0.81);
  });

  test("tells the checkpoints from before the failure from those since", () => {
    const { course } = runStateOf(collapsedAnalysis("epoch 2"), FACTS);
    expect(course.map(({ step, label, state, alike }) => [step, label, state, alike])).toEqual([
      [1, "epoch 1", "pass", 0.001],
      [2, "epoch 2", "fail", 0.81],
    ]);
  });

  test("has no verdict where nothing could be judged yet, and says why", () => {
    const state = runStateOf(null, { ...FACTS, waiting: "no pictures yet" });
    expect(state).toMatchObject({
      ...{ status: "waiting", waiting: "no pictures yet", exitCode: null, shouldStop: false, confidence: null },
      ...{ judged: null, received: 12, course: [], sentence: "" },
    });
  });

  test("has the course of the log where there are no pictures", () => {
    const analysis = { ...collapsedAnalysis(), checkpoints: [], findings: [] };
    const state = runStateOf(analysis, FACTS);
    expect(state).toMatchObject({ checkpoints: 0, judged: 30 });
    expect(state.figures).toEqual({
      ...{ modes: null, modesIsBound: false, alike: null, generator: 0.01, discriminator: 0.99 },
    });
    expect(state.course.map(({ label, generator, discriminator }) => [label, generator, discriminator])).toEqual([
      ["step 0", 0.4, 0.6],
      ["step 10", 0.2, null],
      ["step 20", 0.02, 0.98],
      ["step 30", 0.01, 0.99],
    ]);
  });

  test("ends with an assertion that is broken, whatever the verdict says", () => {
    const analysis = collapsedAnalysis();
    Object.assign(analysis.verdict, { status: "healthy", statuses: ["healthy"], exitCode: 0 });
    analysis.assertions = [
      {
        ...{ text: "modes > 1 @ last", figure: "modes", comparison: ">", bound: 1, strict: false },
        ...{ status: "broken", checkpoint: "epoch 2", value: 0.5, interval: null, reason: null },
      },
    ];
    const state = runStateOf(analysis, FACTS);
    expect(state).toMatchObject({ status: "healthy", shouldStop: true, exitCode: 1 });
    expect(state.title).toBe("Healthy, but an assertion is broken");
  });

  test("holds the last 200 checkpoints of a long run", () => {
    const analysis = {
      ...collapsedAnalysis(),
      checkpoints: Array.from({ length: 500 }, (_, at) => checkpointWith(at)),
    };
    const { course, checkpoints } = runStateOf(analysis, FACTS);
    expect([course.length, course[0]!.step, course.at(-1)!.step, checkpoints]).toEqual([200, 300, 499, 500]);
  });
});
