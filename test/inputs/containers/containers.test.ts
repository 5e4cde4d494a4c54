import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mostUnpackedBytes } from "../../../src/inputs/containers/limits.ts";
import { OpenContainers } from "../../../src/inputs/containers/open-containers.ts";
import { openZip } from "../../../src/inputs/containers/zip.ts";
import type { ImageCheckpoint } from "../../../src/inputs/image-set.ts";
import { openImages } from "../../../src/inputs/open-images.ts";
import { decodeImages, type PixelImage } from "../../../src/pixels/decode.ts";
import { hashOf } from "../../../src/pixels/read-picture.ts";
import { npy, tar, writeTo, zip } from "../../helpers/containers.ts";
import { event, eventFile, gridImage, tensorImages } from "../../helpers/event-files.ts";
import { drawing, writeDrawings } from "../../helpers/pictures.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
});
afterAll(() => rm(root, { recursive: true }));

const SIDE = 32;
const png = (seed: number) => sharp(drawing(seed)).png().toBuffer();
const rgb = (seed: number) => sharp(drawing(seed)).removeAlpha().raw().toBuffer();

const decodeAll = async (checkpoint: ImageCheckpoint): Promise<PixelImage[]> => {
  const images: PixelImage[] = [];
  for await (const image of decodeImages(checkpoint.images, SIDE, 2)) {
    if ("reason" in image) throw new Error(image.reason);
    images.push(image);
  }
  return images;
};
const members = (checkpoint: ImageCheckpoint) => checkpoint.images.map(({ member }) => member);

/** The pixels of every image are those of the drawing with this seed. */
const expectDrawings = async (checkpoint: ImageCheckpoint, seeds: readonly number[], tolerance = 0) => {
  const images = await decodeAll(checkpoint);
  expect(images).toHaveLength(seeds.length);
  for (const [index, { pixels }] of images.entries()) {
    const drawn = await rgb(seeds[index]!);
    const worst = drawn.reduce((most, value, at) => Math.max(most, Math.abs(value - pixels[at]!)), 0);
    expect(worst, `image ${index}`).toBeLessThanOrEqual(tolerance);
  }
};

describe.each([
  ["zip", async (path: string, files: Record<string, Buffer>) => zip(`${path}.zip`, files, true)],
  ["tar", async (path: string, files: Record<string, Buffer>) => writeTo(`${path}.tar`, tar(Object.entries(files)))],
  [
    "tar.gz",
    async (path: string, files: Record<string, Buffer>) =>
      writeTo(`${path}.tar.gz`, gzipSync(tar(Object.entries(files)))),
  ],
] as const)("a %s of pictures", (kind, write) => {
  test("is read in the order of the names, under the names inside it", async () => {
    const path = await write(join(root, `plain-${kind}`), {
      "a/1.png": await png(1),
      "a/10.png": await png(3),
      "a/2.png": await png(2),
    });
    const { checkpoints, skipped } = await openImages([path]);
    const name = `plain-${kind}.${kind}`;
    expect(checkpoints.map(members)).toEqual([[`${name}/a/1.png`, `${name}/a/2.png`, `${name}/a/10.png`]]);
    expect(skipped).toEqual([]);
    await expectDrawings(checkpoints[0]!, [1, 2, 3]);
  });

  test("with a folder per step is a run; members that are no pictures are named", async () => {
    const path = await write(join(root, `steps-${kind}`), {
      "epoch_2/a.png": await png(1),
      "epoch_2/b.png": await png(2),
      "epoch_10/a.png": await png(3),
      "notes.txt": Buffer.from("hello"),
    });
    const { checkpoints, skipped } = await openImages([path]);
    expect(checkpoints.map(({ step, images }) => [step, images.length])).toEqual([
      [2, 2],
      [10, 1],
    ]);
    expect(skipped).toEqual([{ path: `steps-${kind}.${kind}/notes.txt`, reason: "no picture by its name" }]);
  });

  test("writes nothing to the disk, and a name that leads upwards is only a label", async () => {
    const folder = await mkdtemp(join(root, "escape-"));
    const path = await write(join(folder, "evil"), { "xx/xx/evil.png": await png(1) });
    const bytes = await readFile(path);
    if (kind !== "tar.gz") {
      // Same length, so that every size stays right; a tar header has a checksum of its own.
      const renamed = Buffer.from(bytes.toString("latin1").replaceAll("xx/xx/", "../../"), "latin1");
      await writeTo(path, kind === "tar" ? tar([["../../evil.png", await png(1)]]) : renamed);
    }
    const { checkpoints } = await openImages([path]);
    await decodeAll(checkpoints[0]!);
    expect(members(checkpoints[0]!)[0]).not.toContain("..");
    expect(await readdir(folder)).toHaveLength(1);
  });
});

describe("NumPy arrays", () => {
  const seeds = [5, 6, 7, 8];
  const nhwc = async () => Buffer.concat(await Promise.all(seeds.map(rgb)));
  const nchw = async () => {
    const pixels = await nhwc();
    const size = SIDE * SIDE;
    return Uint8Array.from({ length: pixels.length }, (_, at) => {
      const [image, rest] = [Math.floor(at / (3 * size)), at % (3 * size)];
      return pixels[image * 3 * size + (rest % size) * 3 + Math.floor(rest / size)]!;
    });
  };
  const floats = (bytes: Uint8Array, map: (value: number) => number) =>
    new Uint8Array(Float32Array.from(bytes, map).buffer);
  const labels = npy("<i8", [4], new Uint8Array(BigInt64Array.from([3n, 1n, 3n, 0n]).buffer));

  test.each([false, true])("an npz with classes is read image by image (compressed: %s)", async (compress) => {
    const array = npy("|u1", [4, SIDE, SIDE, 3], await nhwc());
    const path = await zip(join(root, `dump-${compress}.npz`), { "arr_0.npy": array, "arr_1.npy": labels }, compress);
    const { checkpoints, skipped } = await openImages([path]);
    const name = `dump-${compress}.npz`;
    expect(members(checkpoints[0]!)).toEqual([`${name}#0`, `${name}#1`, `${name}#2`, `${name}#3`]);
    expect(checkpoints[0]!.images.map(({ label }) => label)).toEqual(["3", "1", "3", "0"]);
    expect(skipped).toEqual([]);
    await expectDrawings(checkpoints[0]!, seeds);
  });

  test("every usual meaning of the numbers gives the same pictures", async () => {
    const shape = [4, SIDE, SIDE, 3];
    const first = [4, 3, SIDE, SIDE];
    const cases: Record<string, Buffer> = {
      "nchw.npy": npy("|u1", first, await nchw()),
      "one.npy": npy(
        "<f4",
        shape,
        floats(await nhwc(), (value) => value / 255),
      ),
      "tanh.npy": npy(
        "<f4",
        first,
        floats(await nchw(), (value) => value / 127.5 - 1),
      ),
      "bytes.npy": npy(
        "<f4",
        shape,
        floats(await nhwc(), (value) => value),
      ),
    };
    for (const [name, bytes] of Object.entries(cases)) {
      const { checkpoints } = await openImages([await writeTo(join(root, name), bytes)]);
      await expectDrawings(checkpoints[0]!, seeds, 1);
    }
  });

  test("one npz per step is a run", async () => {
    const folder = await mkdtemp(join(root, "npz-"));
    for (const step of [200, 1000])
      await zip(
        join(folder, `fakes_${step}.npz`),
        { "arr_0.npy": npy("|u1", [4, SIDE, SIDE, 3], await nhwc()) },
        false,
      );
    const { checkpoints } = await openImages([folder]);
    expect(checkpoints.map(({ step, images }) => [step, images.length])).toEqual([
      [200, 4],
      [1000, 4],
    ]);
  });

  test("a compressed array of many megabytes is unpacked whole, and one that unpacks to more than it claims is refused", async () => {
    const shape = [6000, SIDE, SIDE, 3];
    const data = Buffer.alloc(6000 * SIDE * SIDE * 3);
    for (let image = 0; image < 6000; image++)
      data.fill(image % 251, image * SIDE * SIDE * 3, (image + 1) * SIDE * SIDE * 3);
    const path = await zip(join(root, "many.npz"), { "arr_0.npy": npy("|u1", shape, data) }, true);
    const { checkpoints } = await openImages([path]);
    const last = checkpoints[0]!.images.at(-1)!;
    const [image] = await decodeAll({ ...checkpoints[0]!, images: [last] });
    expect([...new Set(image!.pixels)]).toEqual([5999 % 251]);
    const bytes = await readFile(path);
    bytes.writeUInt32LE(2 ** 24 + 1, bytes.lastIndexOf("PK\x01\x02") + 24);
    await expect(openImages([await writeTo(path, bytes)])).rejects.toThrow(/more than 16777217 bytes/);
  });

  test("an array that ends early keeps its whole images and says what it claims", async () => {
    const whole = npy("|u1", [4, SIDE, SIDE, 3], await nhwc());
    const path = await writeTo(join(root, "cut.npy"), whole.subarray(0, whole.length - 10));
    const { checkpoints, skipped } = await openImages([path]);
    expect(checkpoints[0]!.images).toHaveLength(3);
    expect(skipped).toEqual([{ path: "cut.npy", reason: "the array claims 4 images; 3 of them are there and read" }]);
  });

  test.each<[string, Buffer, RegExp]>([
    [
      "Fortran order",
      Buffer.from(npy("|u1", [1, 8, 8, 3], Buffer.alloc(192)).toString("latin1").replace("False", "True "), "latin1"),
      /Fortran order/,
    ],
    ["objects", npy("|O", [4], Buffer.alloc(32)), /records or objects|no numbers/],
    ["vectors", npy("<f4", [4, 512], Buffer.alloc(8192)), /shape \(4, 512\)/],
    ["a shape of terabytes", npy("|u1", [2 ** 40, 4096, 4096, 3], Buffer.alloc(100)), /absurd|ends before/],
    [
      "numbers far from any picture",
      npy("<f4", [1, 8, 8, 1], new Uint8Array(new Float32Array(64).fill(-900).buffer)),
      /run from -900/,
    ],
    ["no array at all", Buffer.from("hello"), /no NumPy array/],
  ])("%s is refused with the reason", async (name, bytes, reason) => {
    const path = await writeTo(join(root, `${name}.npy`), bytes);
    await expect(openImages([path])).rejects.toThrow(reason);
  });

  test("numbers that are not finite refuse their image alone", async () => {
    const values = new Float32Array(2 * 8 * 8).fill(0.5);
    values[3] = Number.NaN;
    const path = await writeTo(join(root, "nan.npy"), npy("<f4", [2, 8, 8], new Uint8Array(values.buffer)));
    const { checkpoints } = await openImages([path]);
    const decoded = [];
    for await (const image of decodeImages(checkpoints[0]!.images, 8, 1)) decoded.push(image);
    expect(decoded[0]).toEqual({ path: "nan.npy#0", reason: expect.stringMatching(/not finite/) as string });
    expect(decoded[1]).toMatchObject({ member: "nan.npy#1" });
  });
});

describe("hostile archives", () => {
  test("a member that claims more than it may is refused before anything is unpacked", async () => {
    const path = await zip(join(root, "bomb.zip"), { "a.png": await png(1), "b.png": await png(2) }, true);
    const bytes = await readFile(path);
    // The size of the second member in the central directory (signature PK\x01\x02, uncompressed size at 24).
    const entry = bytes.lastIndexOf("PK\x01\x02");
    bytes.writeUInt32LE(0x7fffffff, entry + 24);
    const { checkpoints, skipped } = await openImages([await writeTo(path, bytes)]);
    expect(checkpoints[0]!.images).toHaveLength(1);
    expect(skipped).toEqual([{ path: "bomb.zip/b.png", reason: "claims 2048 MiB, more than 256 MiB" }]);
  });

  test("a member that unpacks to more than it claims is refused when it is read", async () => {
    const zeros = Buffer.alloc(2 ** 22);
    const path = await zip(join(root, "liar.zip"), { "a.png": await png(1), "z.png": zeros }, true);
    const bytes = await readFile(path);
    bytes.writeUInt32LE(100, bytes.lastIndexOf("PK\x01\x02") + 24);
    const { checkpoints, skipped } = await openImages([await writeTo(path, bytes)]);
    expect(members(checkpoints[0]!)).toEqual(["liar.zip/a.png"]);
    expect(skipped[0]!.path).toBe("liar.zip/z.png");
    expect(skipped[0]!.reason).toMatch(/^can not be opened/);
  });

  test("members that lie over each other are refused, the others are read", async () => {
    const path = await zip(
      join(root, "over.zip"),
      { "a.png": await png(1), "b.png": await png(2), "c.png": await png(3) },
      true,
    );
    const bytes = await readFile(path);
    const last = bytes.lastIndexOf("PK\x01\x02");
    const before = bytes.lastIndexOf("PK\x01\x02", last - 1);
    // The last entry of the list claims the place of the one before it (offset of its local header at 42).
    bytes.copy(bytes, last + 42, before + 42, before + 46);
    const { checkpoints, skipped } = await openImages([await writeTo(path, bytes)]);
    expect(members(checkpoints[0]!)).toEqual(["over.zip/a.png"]);
    expect(skipped.map((member) => `${member.path}: ${member.reason}`)).toEqual([
      "over.zip/b.png: it shares its bytes with another member",
      "over.zip/c.png: it shares its bytes with another member",
    ]);
  });

  test("an archive that unpacks to far more than pictures do is read as far as it may", async () => {
    const small = 2 ** 20;
    expect(mostUnpackedBytes(small)).toBe(2 ** 30);
    expect(mostUnpackedBytes(small * 100)).toBe(100 * 100 * small);
    const names = ["a.png", "b.png", "c.png", "d.png", "e.png"];
    const path = await zip(
      join(root, "large.zip"),
      Object.fromEntries(names.map((name) => [name, Buffer.alloc(9)])),
      false,
    );
    const bytes = await readFile(path);
    // Each claims a quarter of the gibibyte that a small archive may unpack to, stored as deflated (method at 10, size at 24).
    for (let at = bytes.indexOf("PK\x01\x02"); at !== -1; at = bytes.indexOf("PK\x01\x02", at + 1)) {
      bytes.writeUInt16LE(8, at + 10);
      bytes.writeUInt32LE(2 ** 28, at + 24);
    }
    const container = await openZip(await writeTo(path, bytes));
    expect(container.members.map(({ suffix }) => suffix)).toEqual(["/a.png", "/b.png", "/c.png", "/d.png"]);
    expect(container.refused).toEqual([{ path: "/e.png", reason: "the archive unpacks to far more than pictures do" }]);
  });

  test("an archive beside pictures is left out with the reason, given by itself it is read", async () => {
    const folder = await mkdtemp(join(root, "beside-"));
    await writeDrawings(folder, [1, 2, 3]);
    const path = await zip(join(folder, "copy.zip"), { "a.png": await png(1) }, true);
    const { checkpoints, skipped } = await openImages([folder]);
    expect(checkpoints[0]!.images).toHaveLength(3);
    expect(skipped).toEqual([{ path: "copy.zip", reason: expect.stringMatching(/beside pictures/) as string }]);
    expect((await openImages([path])).checkpoints[0]!.images).toHaveLength(1);
  });

  test("an archive of nothing but other files says so", async () => {
    const path = await zip(join(root, "texts.zip"), { "a.txt": Buffer.from("x") }, true);
    await expect(openImages([path])).rejects.toThrow(/texts.zip\/a.txt: no picture by its name/);
  });
});

test("members are known by their own bytes: equal pictures are equal, others differ", async () => {
  const path = await zip(
    join(root, "equal.zip"),
    { "a.png": await png(1), "b.png": await png(1), "c.png": await png(2) },
    true,
  );
  const { checkpoints } = await openImages([path]);
  const [a, b, c] = await Promise.all(checkpoints[0]!.images.map(async ({ source }) => hashOf(await source.content())));
  expect(a).toBe(b);
  expect(c).not.toBe(a);
});

test("every frame of a GIF is a checkpoint, cut as a sheet", async () => {
  const frame = async (seed: number) =>
    sharp({ create: { width: 138, height: 70, channels: 3, background: "#000000" } })
      .composite(
        await Promise.all(
          [0, 1, 2, 3, 4, 5, 6, 7].map(async (index) => ({
            input: await png(seed + index),
            left: 2 + (index % 4) * 34,
            top: 2 + Math.floor(index / 4) * 34,
          })),
        ),
      )
      .png()
      .toBuffer();
  const path = join(root, "run.gif");
  await sharp([await frame(10), await frame(20), await frame(30)], { join: { animated: true } })
    .gif()
    .toFile(path);
  const { checkpoints } = await openImages([path]);
  expect(checkpoints.map(({ step, label, layout }) => [step, label, layout?.columns, layout?.rows])).toEqual([
    [0, "frame 0", 4, 2],
    [1, "frame 1", 4, 2],
    [2, "frame 2", 4, 2],
  ]);
  expect(members(checkpoints[1]!)[5]).toBe("run.gif/frame_1#1,1");
  // A GIF has 256 colours a frame.
  const images = await decodeAll(checkpoints[2]!);
  const drawn = await rgb(35);
  const mean = drawn.reduce((sum, value, at) => sum + Math.abs(value - images[5]!.pixels[at]!), 0) / drawn.length;
  expect(mean).toBeLessThan(6);
});

describe("event files", () => {
  const write = async (name: string, ...events: Buffer[]) => {
    const folder = await mkdtemp(join(root, "events-"));
    return writeTo(join(folder, `events.out.tfevents.1700000000.${name}`), eventFile(...events));
  };

  test("the pictures of TensorFlow 2 are images of the steps they were written at, under tag and step", async () => {
    const batches = await Promise.all(
      [200, 1000].map(async (step) => [step, await png(step), await png(step + 1)] as const),
    );
    const path = await write(
      "host",
      ...batches.map(([step, first, second]) => event(step, 1.75e9, tensorImages("fakes/epoch", first, second))),
    );
    const { checkpoints, skipped } = await openImages([path]);
    const inside = "events.out.tfevents.1700000000.host/fakes/epoch";
    expect(checkpoints.map((checkpoint) => [checkpoint.step, members(checkpoint)])).toEqual([
      [200, [`${inside}/step_200_0.png`, `${inside}/step_200_1.png`]],
      [1000, [`${inside}/step_1000_0.png`, `${inside}/step_1000_1.png`]],
    ]);
    expect(skipped).toEqual([]);
    await expectDrawings(checkpoints[1]!, [1000, 1001]);
  });

  test("of a step that was written twice, the later picture counts and the earlier is named", async () => {
    const path = await write(
      "resumed",
      event(5, 1, gridImage("fakes", await png(1))),
      event(5, 2, gridImage("fakes", await png(2))),
    );
    const { checkpoints, skipped } = await openImages([path], { grid: { columns: 1, rows: 1 } });
    await expectDrawings(checkpoints[0]!, [2]);
    expect(skipped).toEqual([
      {
        path: "events.out.tfevents.1700000000.resumed/fakes/step_5.png",
        reason: "written again later, when the run was resumed",
      },
    ]);
  });

  test("beside pictures they belong to the scores: they are not read, and nothing is said about them", async () => {
    const path = await write("scores", event(1, 1, gridImage("fakes", await png(1))));
    await writeDrawings(join(path, ".."), [1, 2, 3]);
    const { checkpoints, skipped } = await openImages([join(path, "..")]);
    expect(checkpoints[0]!.images).toHaveLength(3);
    expect(skipped).toEqual([]);
  });
});

test("a container is listed anew for every image set: what was written since is seen", async () => {
  const path = join(root, "growing.zip");
  await zip(path, { "a.png": await png(1) }, true);
  const before = await openImages([path]);
  await zip(path, { "a.png": await png(2), "b.png": await png(3) }, true);
  const after = await openImages([path]);
  expect([before, after].map(({ checkpoints }) => checkpoints[0]!.images.length)).toEqual([1, 2]);
  await expectDrawings(after.checkpoints[0]!, [2, 3]);
});

test("more open containers than memory may hold are closed and opened again; one that was changed since is refused", async () => {
  const files = await Promise.all(
    [1, 2].map(async (seed) => {
      const path = `held-${seed}.tar`;
      return { path, file: await writeTo(join(root, path), tar([["a.png", await png(seed)]])) };
    }),
  );
  const { files: found } = await new OpenContainers(undefined, 1).expand(files);
  const images = found.map(({ path, source }) => ({ member: path, source, box: null }));
  const checkpoint = { step: null, label: "", source: ".", images: [...images, images[0]!] };
  await expectDrawings(checkpoint, [1, 2, 1]);
  await writeTo(files[0]!.file, tar([["b.png", await png(3)]]));
  await images[1]!.source.content();
  await expect(images[0]!.source.content()).rejects.toThrow("changed since it was listed");
});

const EVENTS = fileURLToPath(new URL("../../../../shared/data/realruns/tfevents_samples/", import.meta.url));
describe.skipIf(!existsSync(EVENTS))("event files of other writers (skipped where they are not there)", () => {
  test("their pictures are found under tag and step", async () => {
    const files = (await readdir(EVENTS, { recursive: true })).filter((name) => name.includes("tfevents"));
    const found: string[] = [];
    for (const name of files) {
      const opened = await openImages([join(EVENTS, name)], { grid: { columns: 1, rows: 1 } }).catch(() => null);
      for (const checkpoint of opened?.checkpoints ?? []) {
        found.push(...members(checkpoint));
        expect((await decodeAll(checkpoint)).length).toBeGreaterThan(0);
      }
    }
    expect(found.length).toBeGreaterThan(0);
    for (const member of found) expect(member).toMatch(/tfevents.*\/step_\d+(?:_\d+)?\.png$/);
  });
});
