/** A quick first answer from a part of the images. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Analysis } from "../../src/analysis/analysis.ts";
import { run } from "../helpers/cli.ts";
import { writeDrawings } from "../helpers/pictures.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  await writeDrawings(join(root, "run"), [...Array(60).keys()]);
});
afterAll(() => rm(root, { recursive: true }));

const check = (...options: string[]) => {
  const page = join(root, "page.html");
  const given = ["--json", "-", "--html", page, "--no-cache", "--fail-on", "never", ...options];
  const { status, stdout, stderr } = run("check", join(root, "run"), ...given);
  expect(stderr).not.toContain("error");
  expect(status).toBe(0);
  return { analysis: JSON.parse(stdout) as Analysis, page };
};

test("a sample is said in the verdict, the JSON and the page, and its intervals are wider than those of all images", async () => {
  const all = check().analysis;
  const { analysis, page } = check("--sample", "20");
  const [checkpoint] = analysis.checkpoints;
  expect([checkpoint!.images, checkpoint!.sampledFrom, analysis.verdict.images]).toEqual([20, 60, 20]);
  expect(analysis.settings.options).toContainEqual({ name: "sample", value: "20" });
  const said = "a sample of 20 of 60 images (--sample)";
  expect(analysis.verdict.sentence).toContain(said);
  expect(await readFile(page, "utf8")).toContain(said);
  const width = ({ checkpoints }: Analysis) => {
    const { low, high } = checkpoints[0]!.metrics.meanSimilarity;
    return high! - low;
  };
  expect(width(analysis)).toBeGreaterThan(width(all));
  expect([all.checkpoints[0]!.sampledFrom, all.verdict.sentence.includes("sample of")]).toEqual([undefined, false]);
}, 300_000);

test("a sample as large as the set is all of it, and fewer than a verdict takes are refused", () => {
  const { analysis } = check("--sample", "60");
  expect([analysis.checkpoints[0]!.images, analysis.checkpoints[0]!.sampledFrom]).toEqual([60, undefined]);
  const refused = run("check", join(root, "run"), "--sample", "15");
  expect([refused.status, refused.stdout]).toEqual([2, ""]);
  expect(refused.stderr).toContain("Expected a whole number of images from 16 on for --sample");
}, 300_000);
