import { expect, test } from "vitest";
import { liveCheckpoint, liveState } from "../../../src/report/terminal/live.ts";
import { screenOf } from "../../../src/report/terminal/screen.ts";
import { collapsedAnalysis } from "../../helpers/analysis-fixtures.ts";
import { fullAnalysis } from "../../helpers/report-fixtures.ts";

const MOMENT = { time: "14:02:11" };
const SCREEN = screenOf({ color: false, width: 60 });

test("a checkpoint is one line: when, which, how many images, modes with their change, alike pairs, scores", () => {
  const run = collapsedAnalysis("a.png");
  const [before, now] = run.checkpoints;
  const modes = (value: number) => ({ value, low: value / 2, high: value * 2, method: "made in the test" });
  before!.metrics.distinctModes = modes(40);
  now!.metrics.distinctModes = modes(10);
  now!.metrics.duplicatePairShare = { value: 0.25, low: 0.2, high: 0.3, method: "made in the test" };
  now!.label = "step 1200";
  expect(liveCheckpoint(run, 1, MOMENT)).toMatch(
    /^14:02:11 step 1200 {2}\d+ images? {2}modes 10 \(5 to 20\), -75\u00a0% {2}25\u00a0% of pairs alike/,
  );
});

test("of several runs the line begins with the name", () => {
  expect(liveCheckpoint({ ...collapsedAnalysis("a.png"), name: "run b" }, 0, MOMENT)).toMatch(/^14:02:11 run b: /);
});

test("names that are attacks are made harmless", () => {
  const run = { ...fullAnalysis("\u001b[31mred.png"), name: "\u001b]0;title\u0007" };
  run.checkpoints[0]!.label = "\u001b[2J";
  const text = [liveCheckpoint(run, 0, MOMENT), ...liveState(run, true, { ...SCREEN, ...MOMENT })].join("\n");
  expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
});

test("an alarm is told with its state, the sentence and the first remedy, and no line is longer than the screen", () => {
  const run = collapsedAnalysis("a.png");
  run.findings[0]!.status = "fail";
  run.findings[0]!.advice = ["Restart from an earlier checkpoint with a smaller learning rate of the generator."];
  const lines = liveState(run, true, { ...SCREEN, ...MOMENT });
  const text = lines.join(" ").replace(/\s+/g, " ");
  expect(text).toContain("14:02:11 ALARM: Mode collapse");
  expect(text).toContain(run.verdict.sentence.slice(0, 40));
  expect(text).toContain("Try next: Restart from an earlier checkpoint");
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
});

test("a healthy run is no alarm, and nothing is to be tried", () => {
  const run = collapsedAnalysis("a.png");
  run.verdict = { ...run.verdict, status: "healthy", statuses: ["healthy"], sentence: "All is well.", exitCode: 0 };
  const text = liveState(run, false, { ...SCREEN, ...MOMENT }).join("\n");
  expect(text).not.toMatch(/ALARM|Try next/);
  expect(text).toContain("Healthy");
});
