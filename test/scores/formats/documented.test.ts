/** The lines that docs/formats.md shows are read, as the format under whose name they stand. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { GENERAL, SPECIFIC } from "../../../src/scores/formats/registry.ts";
import { readLogText } from "../../../src/scores/read/read-file.ts";

const page = readFileSync("docs/formats.md", "utf8").replaceAll("\r\n", "\n");
const block = page.split("## One line of each\n")[1]!.split("```text\n")[1]!.split("\n```")[0]!;
const examples = block
  .split(/\n(?=\S)/)
  .map((part) => part.split("\n"))
  .map(([name, ...lines]) => ({ name: name!, lines: lines.map((line) => line.slice(4)) }));

describe("the page of the formats", () => {
  test("shows a line of every format of lines, and of no other", () => {
    expect(examples.map(({ name }) => name).sort()).toEqual([...SPECIFIC, ...GENERAL].map(({ name }) => name).sort());
  });

  test.each(examples)("shows $name as it is read", ({ name, lines }) => {
    // A log has two rows at least; the second one says the same, a step later.
    const later = lines.map((line) => line.replace(/\b100\b|000100/, (step) => step.replace("1", "3")));
    const table = readLogText(`${[...lines, ...later].join("\n")}\n`, "log");
    expect(table.format).toBe(name);
    expect([table.rows > 0 || table.metrics.length > 0, table.lines.refused]).toEqual([true, 0]);
  });
});
