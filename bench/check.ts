/**
 * npm run bench [-- COUNT]: the whole command on COUNT (10,000) pictures of 64 x 64: cold, again from the cache, and beside a plain
 * perceptual-hash pass in Python over the same files.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import type { Analysis } from "../src/analysis.ts";
import { BATCH } from "../src/compute/backend.ts";
import { selectBackend } from "../src/compute/select.ts";
import { loadBuiltInEmbedder } from "../src/embed/built-in.ts";

const SIDE = 64;
const count = Number(process.argv[2] ?? 10_000);
const BIN = fileURLToPath(new URL("../bin/gan-diversity.js", import.meta.url));
/** The steps of imagehash.phash where that package is missing: grey, 32 x 32, DCT, 8 x 8 corner, median. */
const HASHES = `
import sys, pathlib, collections
from PIL import Image
try:
    from imagehash import phash
    name = "imagehash"
except ImportError:
    import numpy, scipy.fftpack
    name = "Pillow and SciPy, the steps of imagehash.phash"
    def phash(image):
        pixels = numpy.asarray(image.convert("L").resize((32, 32), Image.LANCZOS))
        corner = scipy.fftpack.dct(scipy.fftpack.dct(pixels, axis=0), axis=1)[:8, :8]
        return (corner > numpy.median(corner)).tobytes()
groups = collections.Counter(str(phash(Image.open(path))) for path in sorted(pathlib.Path(sys.argv[1]).glob("*.png")))
print(name)
`;
const out = (line: string) => process.stdout.write(`${line}\n`);

/** Distinct soft pictures: three waves with their own colours. */
const draw = async (folder: string, index: number): Promise<void> => {
  let state = index * 2654435761 + 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const waves = Array.from(
    { length: 3 },
    () => [next() * 12, next() * 12, next() * 6, next(), next(), next()] as const,
  );
  const pixels = new Uint8Array(SIDE * SIDE * 3);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++)
      for (const [fx, fy, phase, ...colour] of waves) {
        const level = 42 * (1 + Math.sin((fx * x + fy * y) / SIDE + phase));
        for (let channel = 0; channel < 3; channel++)
          pixels[(y * SIDE + x) * 3 + channel]! += level * colour[channel as 0 | 1 | 2]!;
      }
  const path = join(folder, `${String(index).padStart(6, "0")}.png`);
  await sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .png()
    .toFile(path);
};

/** Seconds, or null when the command failed. */
const timed = (command: string, args: readonly string[]): { seconds: number; stdout: string } | null => {
  const start = performance.now();
  const { status, stdout } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 2 ** 28 });
  return status === 0 ? { seconds: (performance.now() - start) / 1000, stdout } : null;
};

const bareRate = async (): Promise<number> => {
  const { network } = await loadBuiltInEmbedder();
  const backend = await selectBackend("cpu", availableParallelism());
  await backend.loadModel(network);
  const { channels, width, height } = network.input;
  const input = new Float32Array(BATCH * channels * width * height).map((_, index) => Math.sin(index));
  for (let round = 0; round < 10; round++) await backend.embed(input);
  const start = performance.now();
  for (let round = 0; round < 100; round++) await backend.embed(input);
  const rate = (100 * BATCH) / ((performance.now() - start) / 1000);
  await backend.close();
  return rate;
};

const root = mkdtempSync(join(tmpdir(), "gan-diversity-bench-"));
const pictures = join(root, "pictures");
mkdirSync(pictures);
for (let index = 0; index < count; index++) await draw(pictures, index);
const json = join(root, "analysis.json");
const check = () => {
  const result = timed(process.execPath, [
    BIN,
    ...["check", pictures, "--fail-on", "never", "--json", json, "--cache-dir", join(root, "cache")],
  ]);
  if (!result) throw new Error("check failed; run npm run build first");
  const { timings } = JSON.parse(readFileSync(json, "utf8")) as Analysis;
  return { ...result, timings };
};
const bare = await bareRate();
const cold = check();
const warm = check();
const hashes = timed("/usr/bin/python3", ["-c", HASHES, pictures]);
rmSync(root, { recursive: true, force: true });

out(`${count} PNGs of 64 x 64, ${availableParallelism()} cores`);
out(`bare network: ${bare.toFixed(0)} images/s`);
for (const [name, { seconds, timings }] of Object.entries({ cold, "from the cache": warm })) {
  out(`${name}: ${seconds.toFixed(2)} s, ${(count / seconds).toFixed(0)} images/s end to end`);
  for (const { stage, milliseconds } of timings) out(`  ${stage}: ${milliseconds} ms`);
}
const embedding = cold.timings.find(({ stage }) => stage === "embed")!.milliseconds / 1000;
out(
  `decode and embed: ${(count / embedding).toFixed(0)} images/s, ${((100 * count) / embedding / bare).toFixed(0)} % of the bare network`,
);
out(`from the cache ${(cold.seconds / warm.seconds).toFixed(1)} times faster`);
out(
  hashes
    ? `perceptual hashes (${hashes.stdout.trim()}): ${hashes.seconds.toFixed(2)} s; ours cold takes ${(cold.seconds / hashes.seconds).toFixed(2)} of that`
    : "perceptual hashes: NOT RUN, Python with Pillow and SciPy is not installed",
);
