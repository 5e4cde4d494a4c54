import { expect, test } from "vitest";
import { renderTerminal } from "../../../src/report/terminal/runs.ts";
import { HOSTILE } from "../../helpers/analysis-fixtures.ts";
import { runSet } from "../../helpers/report-fixtures.ts";

const plainText = (set = runSet(), width = 80) => renderTerminal(set, { color: false, width });

test("several runs begin with how many there are and how they were told apart, and have a row each", () => {
  const [title, rule, , head, ...rows] = plainText().split("\n");
  expect(title).toBe("3 runs: 1 mode collapse, 1 healthy, 1 not judged");
  expect(rule).toBe("Made in the test.");
  expect(head).toMatch(/^run +verdict +since +confidence +images$/);
  expect(rows[0]).toMatch(/^lr0002 +Mode collapse +\S.* (?:high|medium|low) +64$/);
  expect(rows[1]).toMatch(/^lr0010 +Healthy +- /);
  expect(rows[2]).toMatch(/^broken lr0002 +Not judged +- +- +-$/);
});

test("what fails is told run by run, and nothing more of what passes", () => {
  const text = plainText();
  expect(text).toContain("\nlr0002: Mode collapse");
  expect(text).toMatch(/FAIL [^\n]+\n(?: {6}.*\n)*? {6}Try first: /);
  expect(text).toContain("broken lr0002: Not judged\nNothing in lr0002.");
  expect(text).not.toContain("lr0010: Healthy");
  expect(text).toContain("note: lr0010: odd: ");
  expect(text).toContain("lr0002.png: it lies in none of the runs");
});

test("names of runs can not move the cursor, and a narrow terminal keeps verdict and name on one line", () => {
  const hostile = plainText(runSet(`${HOSTILE} of a name that is far too long for a terminal`), 40);
  for (const character of ["\u001b", "\u202e"]) expect(hostile).not.toContain(character);
  expect(plainText(runSet(), 40)).toMatch(/\nlr0002 +Mode collapse/);
});
