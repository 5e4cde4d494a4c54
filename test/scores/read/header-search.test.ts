/** Where a table starts in a text, and where none does. */
import { expect, test } from "vitest";
import { parseScores } from "../../helpers/parse-scores.ts";

const read = (lines: readonly string[]) => parseScores(lines.map((line) => `${line}\n`).join(""), "log.txt");

test("a table below the words of a program is read from its header on", () => {
  const log = read([
    "2024-03-01 10:00:00,123 - INFO - Using Adam, 2 workers",
    "Losses, scores and more follow",
    "step,d_loss,g_loss",
    "1,0.6,0.7",
    "2,0.5,0.8",
  ]);
  expect(log).toMatchObject({ format: "CSV", steps: [1, 2] });
  expect(log.sources[0]!.lines).toEqual({ read: 2, refused: 0, other: 2 });
});

test("words that stand in front of a header and of every row are no part of its first column", () => {
  const log = read(["host-3> run: step,d_loss,g_loss", "host-3> run: 10,0.6,0.7", "host-12> run: 20,0.5,0.8"]);
  expect(log).toMatchObject({ format: "CSV", stepName: "step", steps: [10, 20] });
});

test("units below the header, and the header again, are no rows and hide none", () => {
  expect(read(["step,d_loss", "(s),(nat)", "step,d_loss", "1,0.6", "2,0.5"]).steps).toEqual([1, 2]);
});

test.each([
  ["commas", ["10:00:01 INFO starting, please wait", "10:00:02 INFO training, 150 epochs", "10:00:03 INFO done, bye"]],
  ["bars", ["model-a|gpu0 starts", "model-a|gpu0 stops"]],
  ["semicolons", ["import torch; print(1)", "import numpy; print(2)"]],
])("sentences with %s are text and no table, and the message shows none of them", (_, lines) => {
  expect(() => read(lines)).toThrow(/but it is text .* none of the \d+ known formats can read a row/);
  expect(() => read(lines)).not.toThrow(/starting|column|import|model-a/);
});

test("a refusal says which format came nearest and what it lacked", () => {
  expect(() => read(["[0/25][0/782] Loss_D: ? Loss_G: ?", "[0/25][1/782] Loss_D: ? Loss_G: ?"])).toThrow(
    /nearest to the format PyTorch DCGAN: 2 line\(s\) look like its rows, but their numbers are missing/,
  );
  expect(() => read(["the end, d_loss 0.3"])).toThrow(/text with named values: 1 line\(s\) can be read.*has 2/);
});

test.each([",", "\t", ";", "|"])("rows of numbers between %j have no header and no words in front", (delimiter) => {
  const lines = [1, 2, 3].map((step) => [step, `0.6${step}`, `0.7${step}`].join(delimiter));
  expect(() => read(lines)).toThrow(/column 1, column 2, column 3 and 3 rows\. The table has no header/);
});
