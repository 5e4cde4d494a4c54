import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { moveDurably, writeDurably } from "../../src/kit/durable-file.ts";

const folder = () => mkdtempSync(join(tmpdir(), "gan-diversity-durable-"));

test("a file that is moved takes the place of what is there, and none is written over", async () => {
  const root = folder();
  await writeDurably(join(root, "old"), "old");
  await writeDurably(join(root, "new"), "new");
  await expect(writeDurably(join(root, "new"), "other")).rejects.toThrow("EEXIST");
  await moveDurably(join(root, "new"), join(root, "old"));
  expect(readFileSync(join(root, "old"), "utf8")).toBe("new");
});
