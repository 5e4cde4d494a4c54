import { mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { InputError } from "../../src/errors.ts";
import { SharedFolder } from "../../src/shared/shared-folder.ts";

const folder = () => join(mkdtempSync(join(tmpdir(), "gan-diversity-shared-")), "shared");
const bytes = (text: string) => Buffer.from(text);

test("what was put is there whole, under its name, and takes the place of an older one", async () => {
  const store = new SharedFolder(folder());
  expect(await store.get("embed-1.bin", 100)).toBeNull();
  expect(await store.has("embed-1.bin")).toBe(false);
  expect(await store.names()).toEqual([]);
  await store.put("embed-1.bin", bytes("old"));
  await store.put("embed-1.bin", bytes("new"));
  expect((await store.get("embed-1.bin", 100))?.toString()).toBe("new");
  expect(await store.file("embed-1.bin")).toBe(join(store.place, "embed-1.bin"));
  expect(await store.names()).toEqual(["embed-1.bin"]);
});

test("what comes in parts is one piece", async () => {
  const store = new SharedFolder(folder());
  async function* parts() {
    yield bytes("one ");
    yield bytes("two");
  }
  await store.put("rows-1.f32", parts());
  expect((await store.get("rows-1.f32", 100))?.toString()).toBe("one two");
});

test("nothing is left of a piece whose writing broke off", async () => {
  const store = new SharedFolder(folder());
  async function* broken() {
    yield bytes("half");
    throw new Error("the power is gone");
  }
  await expect(store.put("rows-1.f32", broken())).rejects.toThrow("the power is gone");
  expect(readdirSync(store.place)).toEqual([]);
});

test("what killed writers left a day ago is removed, what is being written and what is none of ours stays", async () => {
  const store = new SharedFolder(folder());
  mkdirSync(store.place);
  const [old, recent, other] = [`${"a".repeat(24)}.part`, `${"b".repeat(24)}.part`, "film.part"];
  for (const name of [old, recent, other]) writeFileSync(join(store.place, name), "");
  for (const name of [old, other]) utimesSync(join(store.place, name), 1, 1);
  await store.put("a.bin", bytes("x"));
  expect(readdirSync(store.place).sort()).toEqual(["a.bin", recent, other].sort());
});

test.each(["../a.bin", "a/b.bin", "", ".hidden", "a\0b", "CON", `a${"b".repeat(200)}`, "a.b.c"])(
  "the name %j is refused",
  async (name) => {
    const store = new SharedFolder(folder());
    await expect(store.put(name, bytes("x"))).rejects.toThrow("no name of a shared piece");
    await expect(store.get(name, 9)).rejects.toThrow("no name of a shared piece");
  },
);

test("a piece that is larger than it may be, or a folder in its place, is an error that says so", async () => {
  const store = new SharedFolder(folder());
  await store.put("a.bin", bytes("12345"));
  await expect(store.get("a.bin", 4)).rejects.toThrow("5 bytes, more than the 4");
  mkdirSync(join(store.place, "b.bin"));
  await expect(store.get("b.bin", 4)).rejects.toThrow(InputError);
});

test("a folder that can not be made is named", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "gan-diversity-shared-")), "file");
  writeFileSync(file, "");
  await expect(new SharedFolder(join(file, "shared")).put("a.bin", bytes("x"))).rejects.toThrow(
    /Expected to write in the shared folder .*a part of its path is no folder/,
  );
});
