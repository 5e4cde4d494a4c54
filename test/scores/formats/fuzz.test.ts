/** Hostile and broken logs: no crash, nothing lost in silence, and nothing that takes more than linear time. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/errors.ts";
import { GENERAL, SPECIFIC } from "../../../src/scores/formats/registry.ts";
import { readLogText } from "../../../src/scores/read/read-file.ts";
import { HEADS, json, ROWS } from "../../helpers/log-rows.ts";

const FORMATS = [...SPECIFIC, ...GENERAL];

/** As Python's %f, %e and str write numbers. */
const number = fc.oneof(
  fc.double({ min: -1e3, max: 1e3, noNaN: true }).map((value) => value.toFixed(4)),
  fc.double({ min: -1e30, max: 1e30, noNaN: true }).map((value) => value.toExponential(3)),
  fc.constantFrom("nan", "inf", "-inf", "0", "1.0", "-0.0"),
);

const damage = fc.tuple(fc.nat(), fc.string({ unit: "binary", maxLength: 8 }), fc.boolean());
const broken = (line: string, [at, text, cut]: [number, string, boolean]) => {
  const place = at % (line.length + 1);
  return `${line.slice(0, place)}${text}${cut ? "" : line.slice(place)}`;
};

test("every format has a row here", () => {
  expect(Object.keys(ROWS).sort()).toEqual(FORMATS.map(({ name }) => name).sort());
});

describe.each(FORMATS)("$name", (format) => {
  const row = ROWS[format.name]!;

  test("whole rows are read with their number, whatever stands between them", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(number, fc.option(damage)), { minLength: 1, maxLength: 6 }), (rows) => {
        const reader = format.open("G_loss.log");
        const uses = { read: 0, refused: 0, other: 0 };
        reader.line(HEADS[format.name] ?? "");
        rows.forEach(([value, hurt], step) => {
          const lines = row(step + 1, value).split("\n");
          for (const line of lines) expect(reader.line(line)).toBe("read");
          // A damaged row carries a step that no whole row has.
          if (hurt) for (const line of row(step + 5001, value).split("\n")) uses[reader.line(broken(line, hurt))]++;
        });
        const { columns, metrics = [] } = reader.finish();
        const kept = [...columns.flatMap(({ values }) => values), ...metrics.flatMap(({ values }) => values)];
        const ignored = metrics.reduce((sum, series) => sum + series.ignored, 0);
        for (const [value] of rows) {
          const found = kept.some((known) => known !== null && Object.is(known, Number(json(value))));
          expect(found || ignored > 0).toBe(true);
        }
        for (const { values } of columns) expect(values).toHaveLength(columns[0]!.values.length);
      }),
      { numRuns: 1000 },
    );
  });

  test("lines of hundreds of thousands of characters take no more than linear time", () => {
    // Quadratic time would not end within the time of a test.
    const long = 3e5;
    for (const piece of ["[", " ", "0", "0/", "=", '"', "{", "D loss: ", "G: ", "a1=", "fid"])
      for (const start of [row(1, "0.5").split("\n")[0]!, row(1, "0.5").slice(0, 12), "{"]) {
        const reader = format.open("log.txt");
        reader.line(start + piece.repeat(long / piece.length));
        reader.finish();
      }
  });
});

test("every line of any text is read, refused or without data, and nothing but an InputError is thrown", () => {
  const line = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.constantFrom("", "  ", "Epoch 1:", "step,D_x,d_loss", "[INFO] start", '{"a": [1', "\u001b[31mred"),
    fc
      .tuple(fc.constantFrom(...Object.values(ROWS)), fc.nat(1000), number, fc.option(damage))
      .map(([row, step, value, hurt]) => (hurt ? broken(row(step, value), hurt) : row(step, value))),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), fc.constantFrom("\n", "\r\n", "\r"), (lines, lineBreak) => {
      const text = lines.map((content) => content + lineBreak).join("");
      try {
        const table = readLogText(text, "log.txt");
        const isText = FORMATS.some(({ name }) => name === table.format);
        const present = text
          .replace(/^\uFEFF/, "")
          .split(/\r\n|\n|\r/)
          .filter((content) => content.replaceAll("\u001b[31m", "").trim() !== "").length;
        const { read, refused, other } = table.lines;
        if (isText) expect(read + refused + other).toBe(present);
        expect(table.columns.every(({ values }) => values.length === table.columns[0]!.values.length)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
    }),
    { numRuns: 1000 },
  );
});

test("rows of a table that are read, refused and without numbers are the rows that are there", () => {
  const cell = fc.oneof(number, fc.constantFrom("", "x", "tensor(0.5)", "1;2"));
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(rows, (body) => {
      const text = `step,errG,errD\n${body.map((cells) => `${cells.join(",")}\n`).join("")}`;
      const present = body.filter((cells) => cells.some((content) => content !== "")).length;
      const { read, refused, other } = readLogText(text, "log.csv").lines;
      expect(read + refused + other).toBe(present);
    }),
    { numRuns: 1000 },
  );
});
