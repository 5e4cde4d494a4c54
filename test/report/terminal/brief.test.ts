import { expect, test } from "vitest";
import type { Analysis } from "../../../src/analysis/analysis.ts";
import { runChecks } from "../../../src/diagnosis/checks.ts";
import { judge } from "../../../src/diagnosis/verdict.ts";
import { renderTerminal } from "../../../src/report/terminal/runs.ts";
import { collapsedAnalysis, HOSTILE } from "../../helpers/analysis-fixtures.ts";
import { checkpointWith } from "../../helpers/checkpoints.ts";

const drawn = (analysis: Analysis, width = 80) => renderTerminal(analysis, { color: false, width });
const linesOf = (text: string) => text.trimEnd().split("\n");

/** 40 checkpoints; every pair is of one mode from `collapse` on. */
const longRun = (collapse = Number.POSITIVE_INFINITY): Analysis => {
  const checkpoints = Array.from({ length: 40 }, (_, epoch) =>
    checkpointWith(epoch, epoch >= collapse ? { repeats: 0.81, repeatsLow: 0.7, dominant: 0.9, modes: 1 } : {}),
  );
  const pictures = Number.isFinite(collapse) ? ("collapsed" as const) : ("diverse" as const);
  const findings = runChecks({ checkpoints, pictures, transitions: [], scores: null });
  const verdict = judge(findings, checkpoints, { pictures, scores: "none" }, "fail");
  const { scores: _, ...rest } = collapsedAnalysis("epoch_39.png");
  return { ...rest, checkpoints, findings, verdict };
};

test.each([60, 80, 200])("what a failing and a healthy run look like on %s columns", async (width) => {
  for (const [name, analysis] of [
    ["collapsed", longRun(13)],
    ["healthy", longRun()],
  ] as const) {
    const text = drawn(analysis, width);
    await expect(text).toMatchFileSnapshot(`snapshots/${name}-${width}.txt`);
    expect(Math.max(...linesOf(text).map(({ length }) => length))).toBeLessThanOrEqual(width);
  }
});

test("a healthy run leaves a row of 24 for the prompt, a failing one of 50", () => {
  expect(linesOf(drawn(longRun())).length).toBeLessThan(24);
  expect(linesOf(drawn(longRun(13))).length).toBeLessThan(50);
});

test("the last 24 rows have the state, since when, how sure and what to try first", () => {
  const bottom = linesOf(drawn(longRun(13)))
    .slice(-23)
    .join("\n");
  expect(bottom).toContain("Mode collapse, since epoch 13, high confidence, exit code 1");
  expect(bottom).toMatch(/\nTry next:\n- Stop this run: it has not recovered since epoch 13/);
  expect(bottom.match(/^- /gm)).toHaveLength(4);
  expect(bottom).toMatch(/\n {2}\.\.\. \d+ more in the report \(--html\), or with --verbose\n/);
});

test("a long table keeps the onset and what was before in sight, and names it", () => {
  for (const onset of [5, 13, 20, 37]) {
    const text = drawn(longRun(onset));
    expect(text).toMatch(new RegExp(`^epoch ${onset} .* onset$`, "m"));
    for (const epoch of [0, onset - 1, 39]) expect(text).toMatch(new RegExp(`^epoch ${epoch} `, "m"));
    expect(text.match(/ onset$/gm)).toHaveLength(1);
    const hidden = [...text.matchAll(/^\.\.\. (\d+) more checkpoints \.\.\.$/gm)].map(([, count]) => Number(count));
    expect(hidden.reduce((sum, count) => sum + count, 0) + text.match(/^epoch \d/gm)!.length).toBe(40);
  }
});

test("each failure has a remedy among the four", () => {
  const analysis = longRun(13);
  const fail = { ...analysis.findings[0]!, status: "fail" as const };
  analysis.findings = ["a", "b", "c"].map((id) => ({ ...fail, id, advice: [`${id} 1`, `${id} 2`] }));
  expect(drawn(analysis)).toContain(
    "\nTry next:\n- a 1\n- b 1\n- c 1\n- a 2\n  ... 2 more in the report (--html), or with --verbose\n",
  );
});

test("checks that pass take one line, and those that were not judged one with their reasons", () => {
  const text = drawn(longRun());
  expect(text).toMatch(/^\d checks passed$/m);
  expect(text).not.toMatch(/^PASS/m);
  const analysis = longRun();
  const unjudged = (id: string, reason: string): Analysis["findings"][number] => ({
    ...analysis.findings[0]!,
    ...{ id, status: "not-applicable", evidence: [{ type: "text", text: reason }] },
  });
  analysis.findings = [unjudged("a", "No log."), unjudged("b", "No log."), unjudged("c", "Too few.")];
  expect(drawn(analysis)).toContain("\n3 checks not judged: a, b (No log), c (Too few)\n");
  analysis.findings.push(unjudged("d", "word ".repeat(80)));
  expect(drawn(analysis)).toContain("\n4 checks not judged: a, b, c, d (--verbose says why)\n");
});

test("notes are shown where there is room for whole ones, and counted where there is none", () => {
  const analysis = longRun();
  analysis.warnings = ["short", "word ".repeat(200).trim()];
  analysis.skipped = [{ path: "loss.png", reason: "a chart by its name" }];
  const text = drawn(analysis);
  expect(text).toContain("\nnote: short\n1 more note, 1 file left out (--verbose tells more)\n");
  expect(renderTerminal(analysis, { color: false, width: 80, verbose: true })).toContain("note: word word");
});

test("a file that is broken is named whatever room there is, for pictures are missing", () => {
  const analysis = longRun();
  analysis.warnings = Array.from({ length: 30 }, (_, index) => `note ${index} ${"word ".repeat(40)}`);
  analysis.skipped = [
    { path: "loss.png", reason: "a chart by its name" },
    { path: "events", reason: "its last 200 bytes can not be read, so pictures may be missing" },
  ];
  const text = drawn(analysis);
  expect(text).toContain("\nnote: events: its last 200 bytes can not be read, so pictures may be missing\n");
  expect(text).toContain("1 more file left out (--verbose tells more)");
});

test("names can neither colour the terminal nor turn the text around", () => {
  const text = drawn(collapsedAnalysis(HOSTILE));
  for (const character of ["\u001b", "\u202e"]) expect(text).not.toContain(character);
});
