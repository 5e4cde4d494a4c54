import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { Listings } from "../../src/inputs/listings.ts";

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gan-diversity-listings-"));
  folders.push(folder);
  await mkdir(join(folder, "below"));
  for (const name of ["a.png", "below/b.png"]) await writeFile(join(folder, name), "");
  await symlink("a.png", join(folder, "c.png"));
});

test("a folder that was listed ahead is told as it was then, once; after that as it is", async () => {
  const listings = new Listings();
  const ahead = await listings.listAhead(folder);
  await rm(join(folder, "a.png"));
  await rm(join(folder, "c.png"));
  expect(await listings.take(folder)).toEqual(ahead);
  expect(ahead.files).toEqual(["a.png", "c.png", "below/b.png"].map((name) => join(folder, name)));
  expect([...ahead.linked]).toEqual([join(folder, "c.png")]);
  expect((await listings.take(folder)).files).toEqual([join(folder, "below/b.png")]);
});

test("a folder that was not is listed when it is asked for", async () => {
  const listings = new Listings();
  await listings.listAhead(join(folder, "below"));
  expect((await listings.take(folder)).files).toHaveLength(3);
});
