import { existsSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { toolWithout } from "../helpers/copied-tool.ts";
import { writeDrawings } from "../helpers/pictures.ts";

let tool: Awaited<ReturnType<typeof toolWithout>>;
let pictures: string;

beforeAll(async () => {
  tool = await toolWithout();
  pictures = join(tool.folder, "pictures");
  await writeDrawings(
    pictures,
    Array.from({ length: 24 }, (_, seed) => seed),
  );
});
afterAll(() => rm(tool.folder, { recursive: true }));
beforeEach(async () => {
  await rm(tool.home, { recursive: true, force: true });
  await mkdir(tool.home);
});

test("check leaves nothing under the home and cache folder but its own cache", async () => {
  expect(tool.run("check", pictures).stdout).toContain("Healthy");
  expect(await readdir(tool.home)).toEqual(["gan-diversity"]);
});

test("doctor leaves nothing under the home and cache folder", async () => {
  expect(tool.run("doctor").status).toBe(0);
  expect(existsSync(tool.home)).toBe(true);
  expect(await readdir(tool.home)).toEqual([]);
});
