import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Analysis } from "../../src/analysis/analysis.ts";
import { reasonNotToOpen } from "../../src/cli/open-report.ts";
import { run } from "../helpers/cli.ts";
import { writeDrawings } from "../helpers/pictures.ts";

let root: string;
let pictures: string;
let html: string;
let json: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  pictures = join(root, "pictures");
  html = join(root, "report.html");
  json = join(root, "analysis.json");
  await writeDrawings(
    pictures,
    Array.from({ length: 40 }, (_, index) => index % 30),
  );
});
afterAll(() => rm(root, { recursive: true }));

test.each([
  [["--report-thumbnails", "many"], "Expected COUNT or COUNT/SIZE such as 640/64"],
  [["--report-thumbnails", "10/4"], "pictures of 8 to 512 pixels"],
  [["--max-report-mb", "0"], "Expected a number of megabytes above 0"],
  [["--open"], "Expected --html together with --open"],
])("%j is wrong usage", (args, message) => {
  const { status, stderr } = run("check", pictures, ...args);
  expect(stderr).toContain(message);
  expect(status).toBe(2);
});

test("--report-thumbnails decides how many pictures there are and how large, and the report says what is missing", async () => {
  const { status } = run("check", pictures, "--html", html, "--json", json, "--report-thumbnails", "25/16");
  expect(status).toBe(0);
  const { checkpoints } = JSON.parse(await readFile(json, "utf8")) as Analysis;
  const [sprite, ...more] = checkpoints[0]!.sprites!;
  expect(more).toEqual([]);
  expect([sprite!.members.length, sprite!.cell]).toEqual([25, 16]);
  expect(checkpoints[0]!.map!.members).toHaveLength(40);
  expect(checkpoints[0]!.edges!.complete).toBe(true);
  expect(await readFile(html, "utf8")).toContain("The report holds pictures of 25 of 40 images");
});

test("--max-report-mb is kept by fewer pictures", async () => {
  run("check", pictures, "--html", html, "--json", json, "--max-report-mb", "0.01");
  const { checkpoints } = JSON.parse(await readFile(json, "utf8")) as Analysis;
  const bytes = checkpoints[0]!.sprites!.reduce((sum, { image }) => sum + image.length, 0);
  expect(bytes).toBeLessThanOrEqual(6000);
  expect(checkpoints[0]!.sprites![0]!.members.length).toBeLessThan(40);
  expect(await readFile(html, "utf8")).toContain("could not be made as small as asked for");
});

test("--open says why it opens nothing where nobody looks", () => {
  const { status, stderr } = run("check", pictures, "--html", html, "--open", "--quiet");
  expect(stderr).toContain("The report was not opened: ");
  expect(status).toBe(0);
});

test("a report is opened on a terminal outside CI", () => {
  expect(reasonNotToOpen(true, {})).toBeNull();
  expect(reasonNotToOpen(true, { CI: "false" })).toBeNull();
  expect(reasonNotToOpen(true, { CI: "true" })).toBe("this is CI");
  expect(reasonNotToOpen(false, {})).toBe("the output is no terminal");
});
