import { expect, test } from "vitest";
import type { Analysis } from "../../src/analysis/analysis.ts";
import { Course } from "../../src/watch/course.ts";
import { collapsedAnalysis } from "../helpers/analysis-fixtures.ts";

/** @param steps of its checkpoints */
const runOf = (
  steps: readonly number[],
  status: Analysis["verdict"]["status"] = "healthy",
  name?: string,
): Analysis => {
  const analysis = collapsedAnalysis("a.png");
  const [checkpoint] = analysis.checkpoints;
  return {
    ...analysis,
    ...(name === undefined ? {} : { name }),
    checkpoints: steps.map((step) => ({ ...checkpoint!, step, label: `step ${step}` })),
    verdict: {
      ...analysis.verdict,
      status,
      statuses: [status],
      exitCode: status === "healthy" || status === "warning" ? 0 : 1,
    },
  };
};

test("the first judgement tells all checkpoints, and no change of a healthy run", () => {
  expect(new Course().take(runOf([0, 100]))).toMatchObject({
    fresh: [0, 1],
    isFirst: true,
    hasChanged: false,
    isAlarm: false,
  });
});

test("each checkpoint is new once", () => {
  const course = new Course();
  course.take(runOf([0, 100]));
  expect(course.take(runOf([0, 100, 200]))).toMatchObject({ fresh: [2], isFirst: false });
  expect(course.take(runOf([0, 100, 200]))).toMatchObject({ fresh: [] });
});

test("an alarm is given once, and again only after the run has recovered", () => {
  const course = new Course();
  const alarms = (["healthy", "mode-collapse", "mode-collapse", "warning", "mode-collapse"] as const).map(
    (status) => course.take(runOf([0, 100], status)).isAlarm,
  );
  expect(alarms).toEqual([false, true, false, false, true]);
});

test("a run that fails from the start is an alarm", () => {
  expect(new Course().take(runOf([0], "diverged"))).toMatchObject({ isAlarm: true, hasChanged: true });
});

test("another failure is a change of state and no second alarm", () => {
  const course = new Course();
  course.take(runOf([0], "discriminator-dominates"));
  expect(course.take(runOf([0], "mode-collapse"))).toMatchObject({ isAlarm: false, hasChanged: true });
});

test("a training that begins anew in the same folder is told apart, with all its checkpoints", () => {
  const course = new Course();
  course.take(runOf([0, 100, 200], "mode-collapse"));
  expect(course.take(runOf([0], "mode-collapse"))).toMatchObject({ beganAnew: true, fresh: [0], isAlarm: true });
});

test("old checkpoints that are deleted while the run goes on are no new training", () => {
  const course = new Course();
  course.take(runOf([0, 100, 200]));
  expect(course.take(runOf([200, 300]))).toMatchObject({ beganAnew: false, fresh: [1] });
});

test("runs are followed one by one", () => {
  const course = new Course();
  course.take(runOf([0, 100], "mode-collapse", "a"));
  expect(course.take(runOf([0, 100], "mode-collapse", "b"))).toMatchObject({ isFirst: true, isAlarm: true });
});
