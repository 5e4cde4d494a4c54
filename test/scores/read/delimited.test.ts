import fc from "fast-check";
import { expect, test } from "vitest";
import { parseTable } from "../../../src/scores/read/delimited.ts";

const table = (text: string) => parseTable(text, "log.csv");

test.each([
  ["commas", "a,b\n1,0.5\n"],
  ["semicolons", "a;b\n1;0.5\n"],
  ["tabs", "a\tb\n1\t0.5\n"],
  ["bars", "a|b\n1|0.5\n"],
  ["semicolons and decimal commas", "a;b\n1;0,5\n"],
  ["tabs and decimal commas", "a\tb\n1\t0,5\n"],
  ["commas and quoted decimal commas", 'a,b\n1,"0,5"\n'],
  ["a byte order mark", "\uFEFFa,b\n1,0.5\n"],
  ["quotes", '"a","b"\n"1","0.5"\n'],
  ["a byte order mark before quotes", '\uFEFF"a","b"\n1,0.5\n'],
  ["spaces around cells", " a , b \n 1 , 0.5 \n"],
  ["CRLF", "a,b\r\n1,0.5\r\n"],
  ["CR", "a,b\r1,0.5\r"],
  ["CRLF only behind the header", "a,b\r\n1,0.5\n"],
  ["CRLF only behind the rows", "a,b\n1,0.5\r\n"],
  ["empty lines", "\n\na,b\n\n1,0.5\n\n"],
  ["lines of delimiters only", "a,b\n,\n1,0.5\n,\n"],
  ["no line break at the end", "a,b\n1,0.5"],
  ["its header written again by a resumed run", "a,b\na,b\n1,0.5\n"],
  ["a last column without a name", "a,b,\n1,0.5,\n"],
])("a table with %s is read", (_, text) => {
  const { header, rows, unfinished, overlong } = table(text);
  expect(header.slice(0, 2)).toEqual(["a", "b"]);
  expect(rows.map((row) => row.slice(0, 2))).toEqual([[1, 0.5]]);
  expect({ unfinished, overlong }).toEqual({ unfinished: false, overlong: 0 });
});

test("delimiters inside quoted names do not decide", () => {
  const { header, rows } = table('"Loss; G; mean; of; batch","Loss, D"\n0.5,0.6\n');
  expect(header).toEqual(["Loss; G; mean; of; batch", "Loss, D"]);
  expect(rows).toEqual([[0.5, 0.6]]);
});

test("empty cells stay in their place, also at the ends of lines of tabs", () => {
  expect(table("a\tb\tc\n\t2\t\n1\t\t3\n").rows).toEqual([
    [null, 2, null],
    [1, null, 3],
  ]);
});

test.each([
  ["has too few cells", "a,b,c\n1,2,3\n4,5"],
  ["ends inside of quotes", 'a,b,c\n1,2,3\n4,5,"tensor(0.1, gra'],
])("a last line that %s is left out and marked", (_, text) => {
  expect(table(text)).toMatchObject({ rows: [[1, 2, 3]], unfinished: true });
});

test("a short line in the middle, or one that was ended, is kept", () => {
  expect(table("a,b,c\n1\n4,5\n")).toMatchObject({
    rows: [[1], [4, 5]],
    unfinished: false,
  });
});

test("rows with more cells than the header are left out and counted, since no one knows which cell is which", () => {
  expect(table("a,b\n1,2\n1,tensor(0.5, grad_fn=<X>)\n3,4\n")).toMatchObject({
    rows: [
      [1, 2],
      [3, 4],
    ],
    overlong: 1,
  });
});

test.each([
  ["an empty file", ""],
  ["white space", " \n\t\n "],
  ["prose", "Starting Training Loop...\nepoch 1\n"],
  ["one column", "loss\n0.5\n"],
  ["JSON lines", '{"step": 1, "lossG": 0.5}\n'],
])("%s is no table, and the message quotes its first line", (_, text) => {
  expect(() => table(text)).toThrow(
    /Expected a table with a header line .* in log\.csv but its first line is ".*Next:/,
  );
});

test("a quote that is never closed is an error that names the line", () => {
  expect(() => table('a,b\n1,"2\n3,4\n5,6\n')).toThrow(/log\.csv.*line.*Next:/s);
});

test("control characters of a file do not reach the message", () => {
  expect(() => table("\u001b[31mred\u0007\n")).toThrow(/first line is "\\u001b\[31mred\\u0007"/);
});

test("whatever numbers are written with whatever delimiter and line ending come back", () => {
  const cell = fc.option(fc.double({ noDefaultInfinity: true, noNaN: true }));
  const rows = fc
    .integer({ min: 2, max: 5 })
    .chain((columns) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1 }))
    .filter((rows) => rows.every((row) => row.some((value) => value !== null)));
  fc.assert(
    fc.property(
      rows,
      fc.constantFrom(",", ";", "\t", "|"),
      fc.constantFrom("\n", "\r\n"),
      fc.boolean(),
      (rows, delimiter, lineBreak, quoted) => {
        const write = (text: string) => (quoted ? `"${text}"` : text);
        const lines = [
          rows[0]!.map((_, index) => `c${index}`),
          ...rows.map((row) => row.map((value) => `${value ?? ""}`)),
        ];
        const text = lines.map((cells) => cells.map(write).join(delimiter) + lineBreak).join("");
        expect(table(text).rows).toEqual(rows.map((row) => row.map((value) => (value === 0 ? 0 : value))));
      },
    ),
  );
});

test("short rows are not filled up: 20,000 names over 40,000 of them are read", () => {
  const header = Array.from({ length: 20_000 }, (_, index) => `c${index}`).join(",");
  const { rows, leftOut } = table(`${header}\n${"1,2\n".repeat(40_000)}`);
  expect([rows.length, leftOut]).toEqual([40_000, 18_000]);
  expect(rows.reduce((sum, row) => sum + row.length, 0)).toBe(80_000);
});
