import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Backend } from "../../../src/compute/backend.ts";
import { selectBackend } from "../../../src/compute/select.ts";
import { type BuiltInEmbedder, loadBuiltInEmbedder } from "../../../src/embed/built-in.ts";
import { embedImages } from "../../../src/embed/embed-images.ts";
import { embedPictures } from "../../../src/embed/lanes/embed-pictures.ts";
import { perturb } from "../../../src/embed/perturb.ts";
import { seededRandom } from "../../../src/kit/random.ts";
import { decodeImages, type ImageFile, imagesByPicture } from "../../../src/pixels/decode.ts";
import { PictureFile } from "../../../src/pixels/picture-file.ts";
import { readPicture } from "../../../src/pixels/read-picture.ts";
import { writeDrawings } from "../../helpers/pictures.ts";

let root: string;
let embedder: BuiltInEmbedder;
let backend: Backend;
/** 40 loose pictures, then a sheet of 6 tiles that a container hands over as bytes, one as pixels, and one of neither. */
let images: ImageFile[];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  const paths = await writeDrawings(
    root,
    Array.from({ length: 40 }, (_, seed) => seed),
  );
  const sheet = await sharp(paths[3]).resize(96, 64, { fit: "fill" }).jpeg().toBuffer();
  const encoded = { content: async () => ({ encoded: sheet }) };
  const held = { content: async () => ({ picture: await readPicture(new PictureFile(paths[5]!)) }) };
  const broken = { content: () => Promise.reject(new Error("its container is gone")) };
  images = [
    ...paths.map((path) => ({ member: path, source: new PictureFile(path), box: null })),
    ...[0, 32, 64].flatMap((left) =>
      [0, 32].map((top) => ({
        member: `sheet.jpg#${top},${left}`,
        source: encoded,
        box: { left, top, width: 32, height: 32 },
      })),
    ),
    { member: "held", source: held, box: null },
    { member: "broken", source: broken, box: null },
  ];
  embedder = await loadBuiltInEmbedder();
  ({ backend } = await selectBackend("cpu", 2));
  await backend.loadModel(embedder.network);
});
afterAll(async () => {
  await backend.close();
  await rm(root, { recursive: true });
});

const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
};

const pictures = () => [...imagesByPicture(images)].map((of) => ({ images: of }));

interface Told {
  contentHash: string;
  embedding: number[];
  spread: number;
  isNoise: boolean;
}

/** What the main thread makes of the images, by the path that backends without lanes take. */
const onThisThread = async (): Promise<Map<string, Told | string>> => {
  const told = new Map<string, Told | string>();
  async function* readable() {
    for await (const image of decodeImages(images, embedder.size, 1))
      if ("reason" in image) told.set(image.path, image.reason);
      else yield image;
  }
  for await (const { image, contentHash, embedding } of embedImages(readable(), embedder, backend))
    told.set(image.member, { contentHash, embedding: [...embedding], spread: image.spread, isNoise: image.isNoise });
  return told;
};

test("lanes tell to the bit what the main thread does: of files, bytes, pixels, tiles, and of what can not be read", async () => {
  const told = new Map<string, Told | string>();
  for await (const result of embedPictures(pictures(), {
    sizes: embedder,
    lanes: backend.lanes!,
    choose: null,
    total: 99,
  })) {
    if ("reason" in result) told.set(result.picture.images[0]!.member, `can not be decoded: ${result.reason}`);
    else
      for (const { image, embedding, ...seen } of result.images)
        told.set(image.member, { ...seen, embedding: [...embedding] });
  }
  expect(told.size).toBe(48);
  expect(told.get("broken")).toBe("can not be decoded: its container is gone");
  expect(told).toEqual(await onThisThread());
});

test("results come in the order of the pictures", async () => {
  const members: string[] = [];
  for await (const { picture } of embedPictures(pictures(), {
    sizes: embedder,
    lanes: backend.lanes!,
    choose: null,
    total: 99,
  }))
    members.push(picture.images[0]!.member);
  expect(members).toEqual(pictures().map((picture) => picture.images[0]!.member));
});

test("what is chosen by the hash of its file is embedded and nothing else", async () => {
  const hashes = new Map<string, string | null>();
  const chosen: string[] = [];
  const results = embedPictures(pictures(), {
    sizes: embedder,
    lanes: backend.lanes!,
    total: 99,
    choose: ({ images: of }, hash) => {
      hashes.set(of[0]!.member, hash);
      return of.filter(({ member }) => member.endsWith("#32,64") || member.endsWith("image_7.png"));
    },
  });
  for await (const result of results)
    if ("images" in result) chosen.push(...result.images.map(({ image }) => image.member));
  expect(chosen).toEqual([images[7]!.member, "sheet.jpg#32,64"]);
  expect(hashes.get("broken")).toBeNull();
  expect(new Set(hashes.values()).size).toBe(43);
});

test("a copy is changed before it is embedded", async () => {
  const copy = { kind: "noise", seed: 5 } as const;
  const [result] = await all(
    embedPictures([{ images: [images[2]!], copies: [copy] }], {
      sizes: embedder,
      lanes: backend.lanes!,
      choose: null,
      total: 99,
    }),
  );
  const [decoded] = await all(decodeImages([images[2]!], embedder.size, 1));
  async function* changed() {
    if (decoded && "pixels" in decoded)
      yield { pixels: perturb(decoded.pixels, embedder.size, "noise", seededRandom(5)) };
  }
  const [expected] = await all(embedImages(changed(), embedder, backend));
  expect(result && "images" in result && result.images[0]!.embedding).toEqual(expected!.embedding);
});

test("a file that can not be decoded costs itself only", async () => {
  const path = join(root, "cut.png");
  await writeFile(path, (await sharp(images[0]!.source.path).png().toBuffer()).subarray(0, 100));
  const cut = { member: "cut.png", source: new PictureFile(path), box: null };
  const results = await all(
    embedPictures([{ images: [cut] }, { images: [images[0]!] }], {
      sizes: embedder,
      lanes: backend.lanes!,
      choose: null,
      total: 99,
    }),
  );
  expect(results.map((result) => "reason" in result)).toEqual([true, false]);
});

test("pictures whose images are known need no lane, and stay in order", async () => {
  const known = { images: [] };
  const refusing = {
    count: 2,
    warm: async () => {},
    allow: () => {},
    work: () => Promise.reject(new Error("no lane was to be asked")),
  };
  const results = await all(
    embedPictures([known, known], { sizes: embedder, lanes: refusing, choose: null, total: 2 }),
  );
  expect(results).toEqual([
    { picture: known, images: [] },
    { picture: known, images: [] },
  ]);
  const mixed = [known, { images: [images[0]!] }, known];
  const settings = { sizes: embedder, lanes: backend.lanes!, choose: null, total: 3 };
  expect(
    (await all(embedPictures(mixed, settings))).map((result) => "images" in result && result.images.length),
  ).toEqual([0, 1, 0]);
});
