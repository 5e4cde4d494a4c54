/** On the built library, as a program uses it. */
import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Analysis } from "../../src/analysis/analysis.ts";
import { analyze, type MemoryImage } from "../../src/index.ts";
import { writeDrawings } from "../helpers/pictures.ts";

const LIBRARY = pathToFileURL(resolve("dist/index.js")).href;

let root: string;
let files: string[];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  files = [];
  for (const epoch of [1, 2, 3])
    files.push(
      ...(await writeDrawings(
        join(root, "pictures", `epoch_${epoch}`),
        Array.from({ length: 40 }, (_, index) => epoch * (index % 30)),
      )),
    );
});
afterAll(() => rm(root, { recursive: true }));

const inMemory = async (file: string, step: number): Promise<MemoryImage> => {
  const { data, info } = await sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return {
    name: `epoch_${step}/${basename(file)}`,
    step,
    width: info.width,
    height: info.height,
    pixels: new Uint8Array(data),
  };
};

/** What was measured and judged; names, places and times aside. */
const measured = ({ checkpoints, findings, verdict, transitions }: Analysis) => ({
  metrics: checkpoints.map(({ step, metrics, images }) => ({ step, images, metrics })),
  groups: checkpoints.map(({ groups }) => groups.map(({ id, size }) => [id, size])),
  findings: findings.map(({ id, status, value }) => ({ id, status, value })),
  verdict: [verdict.status, verdict.confidence, verdict.exitCode],
  transitions,
});

test("images in memory are judged as the same images in files", async () => {
  const fromFiles = await analyze({ inputs: [join(root, "pictures")], device: "cpu" });
  const images = await Promise.all(files.map((file, index) => inMemory(file, 1 + Math.floor(index / 40))));
  const fromMemory = await analyze({ images, device: "cpu" });
  expect(fromMemory.checkpoints.map(({ images }) => images)).toEqual([40, 40, 40]);
  expect(measured(fromMemory)).toEqual(measured(fromFiles));
  expect(fromMemory.settings.inputs).toEqual(["images in memory"]);
});

test("a run that is aborted rejects with the reason, keeps what it embedded and leaves nothing open", async () => {
  const cache = join(root, "cache");
  // The process ends by itself, or the call below runs into its limit.
  const said = execFileSync(
    process.execPath,
    [
      "--input-type=module",
      "--eval",
      `import { analyze } from ${JSON.stringify(LIBRARY)};
       const controller = new AbortController();
       const reason = { because: "enough" };
       const seen = [];
       const onProgress = ({ stage, done }) => {
         if (done !== undefined) seen.push(done);
         if (stage === "embed" && done === 1) controller.abort(reason);
       };
       const options = ${JSON.stringify({ inputs: [join(root, "pictures")], cache, device: "cpu" })};
       const caught = await analyze({ ...options, signal: controller.signal, onProgress }).catch((error) => error);
       console.log(JSON.stringify({ same: caught === reason, seen }));`,
    ],
    { encoding: "utf8", timeout: 60_000 },
  );
  expect(JSON.parse(said)).toEqual({ same: true, seen: [0, 1] });
  const kept = await readdir(cache);
  expect(kept.filter((name) => name.endsWith(".segment")).length).toBe(1);
  expect(kept.filter((name) => name.endsWith(".part"))).toEqual([]);
});

test("a signal that is aborted before the run lets nothing be opened", async () => {
  const stages: string[] = [];
  const running = analyze({
    inputs: [join(root, "nowhere")],
    signal: AbortSignal.abort(new Error("not today")),
    onProgress: ({ stage }) => stages.push(stage),
  });
  await expect(running).rejects.toThrow("not today");
  expect(stages).toEqual([]);
});
