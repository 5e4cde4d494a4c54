/** Every parser of the tool: what it is fed with, and how. A valid input must be read; any other read or refused with a reason. */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import sharp from "sharp";
import { EmbeddingCache } from "../src/embed/cache/embedding-cache.ts";
import { openModel } from "../src/embed/user-models/open-model.ts";
import { parseResult, renderHtml, renderJson, renderTerminal } from "../src/index.ts";
import { readClassLabels } from "../src/inputs/class-labels.ts";
import { ANIMATION } from "../src/inputs/containers/animations.ts";
import { containerKind } from "../src/inputs/containers/kinds.ts";
import { PictureFile } from "../src/pixels/picture-file.ts";
import { pictureOf, readPicture } from "../src/pixels/read-picture.ts";
import { decodeEmbedResult, encodeEmbedResult } from "../src/run/tasks/embed-result.ts";
import { decodePartial, encodePartial } from "../src/run/tasks/pairs-task.ts";
import { readPictureList } from "../src/run/tasks/picture-list.ts";
import { seal } from "../src/run/tasks/sealed.ts";
import { readLogFile } from "../src/scores/read/read-file.ts";
import { detectLayout } from "../src/sheets/detect-layout.ts";
import { collapsedAnalysis } from "../test/helpers/analysis-fixtures.ts";
import { npy, tar, zip } from "../test/helpers/containers.ts";
import { event, eventFile, gridImage, simpleScalar, tensorImages, tensorScalar } from "../test/helpers/event-files.ts";
import { HEADS, ROWS } from "../test/helpers/log-rows.ts";
import { apng, bmp, paletteBmp, ppm, tga, tiff } from "../test/helpers/picture-bytes.ts";
import { meansModel, tokensModel, writeGraphModel } from "../test/helpers/user-models.ts";

export interface Target {
  /** Of the file that is fed; its ending is what the parser goes by. */
  file: string;
  /** Valid inputs. @param folder to make them in */
  seeds: (folder: string) => Promise<Buffer[]>;
  /** @throws with a reason for people where it refuses the file */
  read: (path: string) => Promise<unknown>;
}

const SIDE = 16;
const pixels = (seed: number): Uint8Array =>
  Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, at) => (at * (seed + 3) * 7 + (at >> 5) * seed * 31) & 255);
const picture = (seed: number) => sharp(pixels(seed), { raw: { width: SIDE, height: SIDE, channels: 3 } });
const png = (seed: number) => picture(seed).png().toBuffer();
const animated = async () => sharp(await Promise.all([1, 2, 3].map(png)), { join: { animated: true } });
const rgb = (seed: number) => ({ width: SIDE, height: SIDE, pixels: pixels(seed) });
const page = (seed: number) => ({ width: SIDE, height: SIDE, channels: 3, values: pixels(seed) });

/** @throws where what was decoded is null */
const there = <T>(decoded: T | null): T => {
  if (decoded === null) throw new Error("it is damaged");
  return decoded;
};

const readStill = async (path: string) => {
  const file = new PictureFile(path);
  const { width, height } = await file.size();
  const read = await readPicture(file);
  return { width, height, layout: detectLayout(read, { lossy: false }) };
};

const MOST_MEMBERS = 12;

const readContainer = (kind: Pick<typeof ANIMATION, "open">) => async (path: string) => {
  const { members } = await kind.open(path);
  let refused: Error | null = null;
  for (const member of members.slice(0, MOST_MEMBERS))
    try {
      await pictureOf(await member.read());
    } catch (error) {
      refused ??= error as Error;
    }
  // One that can not be read hides no other.
  if (refused) throw refused;
};

const container = (file: string) => readContainer(containerKind(file)!);

const ROWS_OF_LOG = 30;
const logs = Object.entries(ROWS).map(([format, row]) => {
  const lines = Array.from({ length: ROWS_OF_LOG }, (_, step) => row(step, (0.5 + (step % 5) / 10).toFixed(3)));
  return Buffer.from(`${[HEADS[format] ?? "", ...lines].join("\n").trim()}\n`);
});

export const TARGETS: readonly Target[] = [
  ...(["png", "jpeg", "webp", "avif", "gif", "tiff"] as const).map(
    (format): Target => ({
      file: `picture.${format}`,
      seeds: () => Promise.all([1, 2].map((seed) => picture(seed).toFormat(format).toBuffer())),
      read: readStill,
    }),
  ),
  {
    file: "a.bmp",
    seeds: async () => [bmp(rgb(1)), paletteBmp({ ...rgb(2), pixels: new Uint8Array(SIDE * SIDE * 3) })],
    read: readStill,
  },
  { file: "a.ppm", seeds: async () => [ppm(rgb(1)), ppm(rgb(2), true)], read: readStill },
  { file: "a.tga", seeds: async () => [tga(rgb(1)), tga(rgb(2), true)], read: readStill },
  {
    file: "frames.png",
    seeds: async () => [apng({ png: await png(1) }, { png: await png(2), dispose: 2, blend: 1 })],
    read: readContainer(ANIMATION),
  },
  {
    file: "frames.gif",
    seeds: async () => [await (await animated()).gif().toBuffer()],
    read: readContainer(ANIMATION),
  },
  {
    file: "frames.webp",
    seeds: async () => [await (await animated()).webp().toBuffer()],
    read: readContainer(ANIMATION),
  },
  { file: "pages.tiff", seeds: async () => [tiff(page(1), page(2))], read: readContainer(ANIMATION) },
  {
    file: "a.zip",
    seeds: async (folder) => {
      const members = { "a.png": await png(1), "b/c.png": await png(2), "d.txt": Buffer.from("text") };
      return Promise.all(
        [true, false].map(async (packed) => readFile(await zip(join(folder, `${packed}.zip`), members, packed))),
      );
    },
    read: container("a.zip"),
  },
  {
    file: "a.tar",
    seeds: async () => [
      tar([
        ["a.png", await png(1)],
        ["b/c.png", await png(2)],
      ]),
    ],
    read: container("a.tar"),
  },
  { file: "a.tgz", seeds: async () => [gzipSync(tar([["a.png", await png(1)]]))], read: container("a.tgz") },
  {
    file: "a.npy",
    seeds: async () => [npy("|u1", [2, SIDE, SIDE, 3], Buffer.concat([pixels(1), pixels(2)]))],
    read: container("a.npy"),
  },
  {
    file: "a.npz",
    seeds: async (folder) => {
      const arrays = {
        "arr_0.npy": npy("|u1", [2, SIDE, SIDE, 3], Buffer.concat([pixels(1), pixels(2)])),
        "arr_1.npy": npy("<i4", [2], Buffer.alloc(8)),
      };
      return Promise.all(
        [true, false].map(async (packed) => readFile(await zip(join(folder, `${packed}.npz`), arrays, packed))),
      );
    },
    read: container("a.npz"),
  },
  {
    file: "run.tfevents.1",
    seeds: async () => [
      eventFile(event(1, 1, gridImage("a", await png(1))), event(2, 2, tensorImages("b", await png(2)))),
    ],
    read: container("run.tfevents.1"),
  },
  {
    file: "scalars.tfevents.1",
    seeds: async () => [eventFile(event(1, 1, simpleScalar("Loss_D", 0.5)), event(2, 2, tensorScalar("Loss_G", 0.7)))],
    read: (path) => readLogFile(path, path),
  },
  { file: "log.txt", seeds: async () => logs, read: (path) => readLogFile(path, path) },
  {
    file: "log.csv",
    seeds: async () => [
      await readFile("samples/healthy/log.csv"),
      Buffer.from('step;"D, real";D_fake\n1;0,5;0,4\n2;0,6;NaN\n'),
    ],
    read: (path) => readLogFile(path, path),
  },
  {
    file: "log.json",
    seeds: async () =>
      [
        { d_loss: [1, 2, 3], g_loss: [3, 2, 1] },
        [
          { step: 1, d_loss: 0.5 },
          { step: 2, d_loss: 0.6 },
        ],
        {
          columns: ["step", "errD"],
          data: [
            [1, 2],
            [2, 3],
          ],
        },
      ].map((value) => Buffer.from(JSON.stringify(value, null, 1))),
    read: (path) => readLogFile(path, path),
  },
  {
    file: "classes.csv",
    seeds: async () => [Buffer.from("path,class\na.png,cat\nb.png,dog\n")],
    read: readClassLabels,
  },
  {
    file: "analysis.json",
    seeds: async () => [Buffer.from(renderJson(collapsedAnalysis()))],
    read: async (path) => {
      const result = parseResult(await readFile(path, "utf8"));
      await renderHtml(result);
      return renderTerminal(result, { color: false, width: 80 });
    },
  },
  {
    file: "embed.bin",
    seeds: async () => {
      const one = { contentHash: "ab".repeat(32), embedding: Float32Array.from([1, 0]), spread: 9, isNoise: false };
      return [encodeEmbedResult({ dimension: 2, images: [one, null, one], skipped: [[1, "broken"]] }).subarray(8, -32)];
    },
    // Sealed again, or its digest alone would refuse whatever was changed.
    read: async (path) =>
      there(decodeEmbedResult(seal("GDEMBR01", [await readFile(path)]), { images: 3, dimension: 2 })),
  },
  {
    file: "pairs.bin",
    seeds: async () => {
      const counts = [Uint32Array.from([1, 1, 0]), Uint32Array.from([0, 0, 0])];
      const rest = {
        joined: Uint32Array.from([0, 0, 2]),
        histogram: [3, 0],
        lowest: { row: 0, column: 2, similarity: 0.1 },
      };
      return [encodePartial({ n: 3, counts, ...rest }).subarray(8, -32)];
    },
    read: async (path) => there(decodePartial(seal("GDPAIR01", [await readFile(path)]), 3)),
  },
  {
    file: "pictures.json",
    seeds: async () => [
      Buffer.from(
        JSON.stringify([
          ["/a.png", 1, 2, null, null],
          ["/b.tar", 3, 4, "/c.png", [{ left: 0, top: 0, width: 1, height: 1 }]],
        ]),
      ),
    ],
    read: async (path) => there(readPictureList(await readFile(path))),
  },
  { file: "net.onnx", seeds: async () => [Buffer.from(meansModel()), Buffer.from(tokensModel())], read: openModel },
  {
    file: "model.json",
    seeds: async (folder) => [await readFile(join(await writeGraphModel(join(folder, "graph")), "model.json"))],
    read: async (path) => {
      for (const part of [1, 2]) await writeFile(join(path, "..", `group1-shard${part}of2.bin`), Buffer.alloc(8));
      // The weights are not those of the file, so that even a valid one ends at their size.
      return openModel(path).catch((error: Error) => {
        if (!/bytes of weights|bytes, \d+ is the most|weight file/.test(error.message)) throw error;
      });
    },
  },
  {
    file: `${"0".repeat(24)}.segment`,
    seeds: async (folder) => {
      const cache = new EmbeddingCache(join(folder, "cache"), 4);
      await cache.open();
      await cache.add(KEY, { contentHash: "0".repeat(64), embedding: Float32Array.of(1, 2, 3, 4), facts: [1, 2] });
      await cache.close();
      return [await readFile(await onlyFile(join(folder, "cache")))];
    },
    read: async (path) => {
      const cache = new EmbeddingCache(join(path, ".."), 4);
      await cache.open();
      cache.get(KEY);
      if (cache.problem !== null) throw new Error(cache.problem);
    },
  },
];

const KEY = EmbeddingCache.key("fuzz");

const onlyFile = async (folder: string): Promise<string> => join(folder, (await readdir(folder))[0]!);

/** A folder of its own for each target, as some parsers look around. */
export const folderOf = async (root: string, { file }: Target): Promise<string> => {
  const folder = join(root, file.replace(/\W/g, "_"));
  await mkdir(folder, { recursive: true });
  return folder;
};
