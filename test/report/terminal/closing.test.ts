import { expect, test } from "vitest";
import { quietLines } from "../../../src/report/terminal/closing.ts";
import { renderTerminal } from "../../../src/report/terminal/runs.ts";
import { collapsedAnalysis, HOSTILE } from "../../helpers/analysis-fixtures.ts";
import { runSet } from "../../helpers/report-fixtures.ts";

const last = (analysis = collapsedAnalysis(), style = {}) =>
  renderTerminal(analysis, { color: false, width: 80, ...style })
    .trimEnd()
    .split("\n")
    .at(-1);

test("the last line has the state, since when, how sure, and the exit code", () => {
  expect(last()).toBe("Mode collapse, since epoch_2.png#0,0, high confidence, exit code 1");
  expect(last(collapsedAnalysis("epoch 2"), { verbose: true })).toBe(
    "Mode collapse, since epoch 2, high confidence, exit code 1",
  );
});

test("an exit code that the outputs changed is the one that is said", () => {
  expect(last(collapsedAnalysis(), { exitCode: 3 })).toMatch(/, exit code 3$/);
});

test("where two states do not fit, the one that leads is named and the others are counted", () => {
  const analysis = collapsedAnalysis("epoch 2");
  analysis.verdict.statuses = ["mode-collapse", "discriminator-dominates"];
  expect(last(analysis, { width: 110 })).toMatch(/^Mode collapse \+ Discriminator dominates, since epoch 2, .*code 1$/);
  expect(last(analysis, { width: 60 })).toBe("Mode collapse +1, since epoch 2, high confidence, exit 1");
});

test("assertions that do not hold are counted beside the state", () => {
  const analysis = collapsedAnalysis("epoch 2");
  const asserted = { text: "x", figure: "x", checkpoint: null, value: 1, interval: null, strict: false, reason: null };
  analysis.assertions = (["held", "broken", "not-measured"] as const).map(
    (status) => ({ ...asserted, status }) as unknown as NonNullable<typeof analysis.assertions>[number],
  );
  expect(last(analysis, { width: 110 })).toContain(", 2 assertions not held, exit code 3");
});

test("--quiet is a line for each run with its name, its state and its sentence", () => {
  const analysis = collapsedAnalysis("epoch 2");
  const { sentence } = analysis.verdict;
  expect(quietLines({ ...analysis, settings: { ...analysis.settings, inputs: ["./out/run_7/"] } })).toBe(
    `run_7: Mode collapse, since epoch 2. ${sentence}\n`,
  );
  expect(quietLines({ ...analysis, settings: { ...analysis.settings, inputs: [] } })).toBe(
    `log.csv: Mode collapse, since epoch 2. ${sentence}\n`,
  );
  expect(quietLines(runSet())).toMatch(
    /^lr0002: Mode collapse, .*\nlr0010: Healthy\. .*\nbroken lr0002: Not judged, .*\n$/,
  );
});

test("no name moves the cursor or makes a line of its own", () => {
  const analysis = collapsedAnalysis(HOSTILE);
  const text = quietLines({ ...analysis, name: `${HOSTILE}\nhealthy: Healthy` });
  expect(text.match(/\n/g)).toHaveLength(1);
  for (const said of [text, last(analysis)!])
    for (const character of ["\u001b", "\u202e"]) expect(said).not.toContain(character);
});
