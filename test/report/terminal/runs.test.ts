import { expect, test } from "vitest";
import { renderTerminal } from "../../../src/report/terminal/runs.ts";
import { HOSTILE } from "../../helpers/analysis-fixtures.ts";
import { runSet } from "../../helpers/report-fixtures.ts";

const plainText = (set = runSet(), width = 80, verbose = false) =>
  renderTerminal(set, { color: false, width, verbose });

test("several runs begin with how many there are and how they were told apart, and end with a row each and the sum", () => {
  const lines = plainText().trimEnd().split("\n");
  expect(lines.slice(0, 2)).toEqual(["3 runs: 1 mode collapse, 1 healthy, 1 not judged", "Made in the test."]);
  const [head, collapsed, healthy, broken, empty, last] = lines.slice(-6);
  expect(head).toMatch(/^run +verdict +since +confidence +images$/);
  expect(collapsed).toMatch(/^lr0002 +Mode collapse +\S.* (?:high|medium|low) +64$/);
  expect(healthy).toMatch(/^lr0010 +Healthy +- /);
  expect(broken).toMatch(/^broken lr0002 +Not judged +- +- +-$/);
  expect([empty, last]).toEqual(["", "3 runs: 1 mode collapse, 1 healthy, 1 not judged, exit code 3"]);
});

test("what fails is told run by run, and nothing more of what passes", () => {
  const text = plainText(runSet(), 80, true);
  expect(text).toContain("\nlr0002: Mode collapse");
  expect(text).toMatch(/FAIL [^\n]+\n(?: {6}.*\n)*? {6}Try first: /);
  expect(text).toContain("broken lr0002: Not judged\nNothing in lr0002.");
  expect(text).not.toContain("lr0010: Healthy");
  expect(text).toContain("note: lr0010: odd: ");
  expect(text).toContain("lr0002.png: it lies in none of the runs");
});

test("of many failing runs four are told, all have their row, and notes are counted where there is no room", () => {
  const set = runSet();
  const [failing] = set.runs;
  set.runs = Array.from({ length: 30 }, (_, index) => ({ ...failing!, name: `run ${index}` }));
  const text = plainText(set);
  expect(text.match(/Try first: /g)).toHaveLength(4);
  expect(text).toContain("\n... 26 more runs to look at (--verbose tells each)\n");
  expect(text.match(/^run \d+ +Mode collapse/gm)).toHaveLength(30);
  expect(text).toMatch(/\n\d+ more notes, 1 file left out \(--verbose tells more\)\n/);
  expect(plainText(set, 80, true).match(/Try first: /g)).toHaveLength(30);
});

test("no row is wider than the terminal where two states hold, and the verdict gives way before the name", () => {
  for (const width of [40, 60, 80, 110]) {
    const set = runSet();
    const [failing] = set.runs;
    const statuses = ["no-structure", "discriminator-dominates"] as const;
    failing!.verdict = { ...failing!.verdict, status: "no-structure", statuses: [...statuses] };
    const lines = plainText(set, width).split("\n");
    const rows = lines.slice(lines.findIndex((line) => /^run +verdict/.test(line))).slice(0, 4);
    expect(Math.max(...rows.map(({ length }) => length))).toBeLessThanOrEqual(width);
    expect(rows[1]).toMatch(
      width <= 60 ? /^lr0002 .*No structure \+1/ : /^lr0002 .*No structure \+ Discriminator dominates/,
    );
  }
});

test("names of runs can not move the cursor, and a narrow terminal keeps verdict and name on one line", () => {
  const hostile = plainText(runSet(`${HOSTILE} of a name that is far too long for a terminal`), 40);
  for (const character of ["\u001b", "\u202e"]) expect(hostile).not.toContain(character);
  expect(plainText(runSet(), 40)).toMatch(/\nlr0002 +Mode collapse/);
});
