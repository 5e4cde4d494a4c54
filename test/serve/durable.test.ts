import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { appendLineDurably } from "../../src/serve/durable.ts";

const folder = () => mkdtempSync(join(tmpdir(), "gan-diversity-durable-"));

test("a line that broke off is ended before the next one", async () => {
  const path = join(folder(), "lines");
  writeFileSync(path, '{"step": 1}\n{"ste');
  await appendLineDurably(path, '{"step": 2}');
  expect(readFileSync(path, "utf8")).toBe('{"step": 1}\n{"ste\n{"step": 2}\n');
});

test("the last line again changes nothing, so that a request can be sent again", async () => {
  const path = join(folder(), "lines");
  for (const line of ["a", "b", "b", "a"]) await appendLineDurably(path, line);
  expect(readFileSync(path, "utf8")).toBe("a\nb\na\n");
});

test("a line that is only the end of the last one is another", async () => {
  const path = join(folder(), "lines");
  for (const line of ["aab", "ab"]) await appendLineDurably(path, line);
  expect(readFileSync(path, "utf8")).toBe("aab\nab\n");
});
