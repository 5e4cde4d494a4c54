import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { containerKind } from "../../src/inputs/containers/kinds.ts";
import { parseNpyHeader } from "../../src/inputs/containers/npy-header.ts";
import { openImages } from "../../src/inputs/open-images.ts";
import { PictureFile } from "../../src/pixels/picture-file.ts";
import { pictureSize, readPicture } from "../../src/pixels/read-picture.ts";
import { detectLayout } from "../../src/sheets/detect-layout.ts";
import { npy, tar, writeTo, zip } from "../helpers/containers.ts";
import { drawing } from "../helpers/pictures.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
});
afterAll(() => rm(root, { recursive: true }));

/** Bytes to overwrite, and where the file ends, both as parts of its length. */
const damage = fc.record({
  bytes: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 6 }),
  end: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.double({ min: 0, max: 1, noNaN: true })),
});
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

const damaged = (valid: Buffer, { bytes, end }: Damage): Buffer => {
  const copy = Buffer.from(valid.subarray(0, Math.ceil(end * valid.length)));
  for (const [at, value] of bytes)
    if (copy.length > 0) copy[Math.min(copy.length - 1, Math.floor(at * copy.length))] = value;
  return copy;
};

/** A case that takes longer hangs. */
const RUNS = { numRuns: 1000, timeout: 10_000 };

/**
 * A damaged container either says that it can not be opened, or lists every member as read or refused; a member that is lost
 * with the rest of a broken list is answered for by a reason about the whole container.
 */
const answersForAll = async (path: string, names: readonly string[]): Promise<void> => {
  const container = await containerKind(path)!
    .open(path)
    .catch((error: unknown) => {
      expect(error).toBeInstanceOf(Error);
      expect((error as Error).message).not.toBe("");
      return null;
    });
  if (!container) return;
  const { members, refused } = container;
  for (const { reason } of refused) expect(reason).not.toBe("");
  const aboutAll = refused.filter(({ path }) => path === "").length > 0;
  if (!aboutAll) expect(members.length + refused.length).toBeGreaterThanOrEqual(names.length);
  for (const member of members)
    await member.read().catch((error: unknown) => {
      expect(error).toBeInstanceOf(Error);
    });
};

test("damaged zip archives lose no member without saying so", async () => {
  const names = ["a.png", "b/c.png", "d.txt"];
  const path = join(root, "damaged.zip");
  await zip(path, Object.fromEntries(names.map((name) => [name, Buffer.from(name.repeat(9))])), true);
  const valid = await readFile(path);
  await fc.assert(
    fc.asyncProperty(damage, async (change) => answersForAll(await writeTo(path, damaged(valid, change)), names)),
    RUNS,
  );
}, 120_000);

test("damaged tar archives lose no member without saying so", async () => {
  const names = ["a.png", "b/c.png", "d.txt"];
  const valid = tar(names.map((name) => [name, Buffer.from(name.repeat(9))]));
  const path = join(root, "damaged.tar");
  await fc.assert(
    fc.asyncProperty(damage, async (change) => answersForAll(await writeTo(path, damaged(valid, change)), names)),
    RUNS,
  );
}, 120_000);

test("damaged npz files keep their images or say why not", async () => {
  const path = join(root, "damaged.npz");
  const images = npy("|u1", [3, 4, 4, 1], Buffer.alloc(48, 7));
  await zip(path, { "arr_0.npy": images, "arr_1.npy": npy("<i4", [3], Buffer.alloc(12)) }, false);
  const valid = await readFile(path);
  await fc.assert(
    fc.asyncProperty(damage, async (change) => answersForAll(await writeTo(path, damaged(valid, change)), [])),
    RUNS,
  );
}, 120_000);

test("any header of an array is read or refused with a reason", () => {
  const valid = npy("<f4", [2, 3, 8, 8], Buffer.alloc(0));
  fc.assert(
    fc.property(damage, fc.string({ maxLength: 60 }), (change, text) => {
      for (const bytes of [damaged(valid, change), Buffer.concat([valid.subarray(0, 10), Buffer.from(text)])])
        try {
          const { shape, dataStart } = parseNpyHeader(bytes);
          expect(shape.every((size) => Number.isSafeInteger(size) && size >= 0)).toBe(true);
          expect(dataStart).toBeLessThanOrEqual(bytes.length);
        } catch (error) {
          expect((error as Error).name, String(error)).toBe("Error");
        }
    }),
    RUNS,
  );
});

test("damaged GIFs are read or refused", async () => {
  const frames = await Promise.all([1, 2, 3].map((seed) => sharp(drawing(seed)).resize(12, 12).png().toBuffer()));
  const valid = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  const path = join(root, "damaged.gif");
  await fc.assert(
    fc.asyncProperty(damage, async (change) => {
      await writeTo(path, damaged(valid, change));
      for (const read of [pictureSize, readPicture])
        await read(new PictureFile(path)).catch((error: unknown) => {
          expect(error).toBeInstanceOf(Error);
        });
      const opened = await openImages([path], { grid: { columns: 1, rows: 1 } }).catch((error: unknown) => {
        expect((error as Error).message).toContain("damaged.gif");
        return null;
      });
      if (opened) expect(opened.checkpoints.length).toBeGreaterThan(0);
    }),
    RUNS,
  );
}, 120_000);

test("the grid detector takes any small picture, and its tiles lie inside it", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 8, max: 72 }),
      fc.integer({ min: 8, max: 72 }),
      fc.integer({ min: 2, max: 40 }),
      fc.uint8Array({ minLength: 1, maxLength: 30 }),
      (width, height, period, values) => {
        const pixels = Uint8Array.from({ length: width * height * 3 }, (_, at) => {
          const [x, y] = [Math.floor(at / 3) % width, Math.floor(at / 3 / width)];
          return values[(Math.floor(x / period) + Math.floor(y / period) * 5) % values.length]!;
        });
        for (const lossy of [false, true]) {
          const layout = detectLayout({ pixels, width, height }, { lossy });
          if (!layout) continue;
          expect(layout.tiles.length).toBeLessThanOrEqual(layout.columns * layout.rows);
          for (const { left, top, ...box } of layout.tiles) {
            expect(Math.min(left, top, box.width - 1, box.height - 1)).toBeGreaterThanOrEqual(0);
            expect(left + box.width).toBeLessThanOrEqual(width);
            expect(top + box.height).toBeLessThanOrEqual(height);
          }
        }
      },
    ),
    { numRuns: 1000 },
  );
});
