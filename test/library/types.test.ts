/** On the built declarations: what an exported signature speaks of can be named by who imports the library. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exportsOf, reachableTypes } from "../helpers/declarations.ts";

/** What the schema's types are made with; they show as plain objects. */
const MACHINERY = /dist\/analysis\/fields\.d\.ts$/;

/** Names of types that the entry does not export; constants are all in capitals, and show as their values. */
const unnamed = (entry: string): string[] => {
  const exported = new Set(exportsOf(entry));
  return [...reachableTypes(entry).values()]
    .filter(({ name, file }) => /^[A-Z]\w*[a-z]/.test(name) && !exported.has(name) && !MACHINERY.test(file))
    .map(({ name }) => name);
};

test("every type that an exported signature speaks of is exported", () => {
  expect(exportsOf("dist/index.d.ts")).toEqual(expect.arrayContaining(["analyze", "Analysis", "AnalyzeOptions"]));
  expect(unnamed("dist/index.d.ts")).toEqual([]);
});

test("a type that is reached through others and not exported is found", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  try {
    await writeFile(
      join(folder, "deep.d.ts"),
      "export interface Leaf { size: number }\n/** Not of Comment. */\nexport interface Comment {}\nexport type Branch = { leaf: Leaf } | null;\n",
    );
    await writeFile(
      join(folder, "index.d.ts"),
      'import type { Branch } from "./deep.ts";\nexport type { Branch } from "./deep.ts";\nexport declare const grow: (words: "Comment") => Promise<Branch>;\n',
    );
    expect(unnamed(join(folder, "index.d.ts"))).toEqual(["Leaf"]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
