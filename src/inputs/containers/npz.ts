/** Sample dumps of NumPy: .npz (images in arr_0, classes in arr_1) and .npy, as ADM, EDM and BigGAN write them. */
import { open } from "node:fs/promises";
import type { Skipped } from "../../analysis/analysis.ts";
import type { Container } from "./container.ts";
import { MOST_HELD_BYTES, MOST_MEMBERS, mebibytes } from "./limits.ts";
import { LONGEST_NPY_HEADER, type NpyHeader, parseNpyHeader } from "./npy-header.ts";
import { arrayPicture, type ImageArray, imageArray, valueRange } from "./npy-images.ts";
import { valueType } from "./npy-values.ts";
import { dataOffset, listZip, readAt, readZipEntry, type ZipEntry } from "./zip.ts";

/** Bytes of an array file, wherever they are. */
interface ArrayBytes {
  size: number;
  heldBytes: number;
  read: (offset: number, length: number) => Promise<Buffer>;
}

interface NamedArray {
  name: string;
  bytes: ArrayBytes;
  header: NpyHeader;
}

/** Images are read in pieces of about this many bytes. */
const PIECE_BYTES = 2 ** 23;
/** Images whose numbers decide what they mean, and their bytes together. */
const PROBES = 16;
const PROBE_BYTES = 2 ** 26;
const LABELS = /^(?:arr_1|labels?|y|classes|targets?)$/;

export const openNpy = async (path: string): Promise<Container> => {
  const handle = await open(path);
  const { size } = await handle.stat().finally(() => handle.close());
  return imagesOf({ name: path, ...(await withHeader(fileBytes(path, 0, size))) }, null, []);
};

export const openNpz = async (path: string): Promise<Container> => {
  const { entries, problem } = await listZip(path);
  const refused: Skipped[] = problem === null ? [] : [{ path: "", reason: problem }];
  const arrays: NamedArray[] = [];
  let heldBytes = 0;
  for (const entry of entries) {
    try {
      const bytes = await entryBytes(path, entry, MOST_HELD_BYTES - heldBytes);
      heldBytes += bytes.heldBytes;
      arrays.push({ name: entry.name.replace(/\.npy$/, ""), ...(await withHeader(bytes)) });
    } catch (error) {
      refused.push({ path: `/${entry.name}`, reason: (error as Error).message });
    }
  }
  const reasons: Skipped[] = [];
  const images = arrays.find((array) => {
    try {
      return imageArray(array.header).count > 0;
    } catch (error) {
      reasons.push({ path: `/${array.name}`, reason: (error as Error).message });
      return false;
    }
  });
  if (!images)
    throw new Error(
      [...refused, ...reasons].map(({ path, reason }) => `${path.slice(1)}: ${reason}`).join("; ") ||
        "it holds no arrays",
    );
  const { count } = imageArray(images.header);
  const labels = arrays.find(
    ({ name, header }) => LABELS.test(name) && header.shape.length === 1 && header.shape[0] === count,
  );
  for (const { name } of arrays)
    if (name !== images.name && name !== labels?.name)
      refused.push({ path: `/${name}`, reason: `not used: the images are in ${images.name}` });
  return imagesOf(images, labels ?? null, refused);
};

const withHeader = async (bytes: ArrayBytes): Promise<{ bytes: ArrayBytes; header: NpyHeader }> => ({
  bytes,
  header: parseNpyHeader(await bytes.read(0, Math.min(LONGEST_NPY_HEADER, bytes.size))),
});

const fileBytes = (path: string, start: number, size: number): ArrayBytes => ({
  size,
  heldBytes: 0,
  read: async (offset, length) => {
    if (offset + length > size) throw new Error("the array ends too early");
    const handle = await open(path);
    try {
      return await readAt(handle, start + offset, length);
    } finally {
      await handle.close();
    }
  },
});

/** Arrays of numpy.savez are read where they lie; those of numpy.savez_compressed have to be unpacked as a whole. */
const entryBytes = async (path: string, entry: ZipEntry, most: number): Promise<ArrayBytes> => {
  if (entry.method === 0 && !entry.isEncrypted && entry.packedBytes === entry.bytes) {
    const handle = await open(path);
    const start = await dataOffset(handle, entry).finally(() => handle.close());
    return fileBytes(path, start, entry.bytes);
  }
  if (entry.bytes > most)
    throw new Error(
      `the compressed array of ${mebibytes(entry.bytes)} does not fit into ${mebibytes(most)}; save it with numpy.savez, which does not compress`,
    );
  const bytes = await readZipEntry(path, entry, most);
  return {
    size: bytes.length,
    heldBytes: bytes.length,
    read: async (offset, length) => {
      if (offset + length > bytes.length) throw new Error("the array ends too early");
      return bytes.subarray(offset, offset + length);
    },
  };
};

const imagesOf = async (
  { bytes, header }: NamedArray,
  labels: NamedArray | null,
  refused: Skipped[],
): Promise<Container> => {
  const array = imageArray(header);
  const { bytesPerImage } = array;
  const whole = Math.floor((bytes.size - header.dataStart) / bytesPerImage);
  if (whole < 1) throw new Error("the array ends before its first image does");
  const count = Math.min(array.count, whole, MOST_MEMBERS);
  if (count < array.count)
    refused.push({ path: "", reason: `the array claims ${array.count} images; ${count} of them are there and read` });
  const readImages = (first: number, images: number) =>
    bytes.read(header.dataStart + first * bytesPerImage, images * bytesPerImage);
  const range = await rangeOf(array, count, (index) => readImages(index, 1));
  const classes = labels ? await classesOf(labels, count, refused) : null;
  // Neighbours are asked for one after the other, from a few threads: two pieces are enough.
  const perPiece = Math.max(1, Math.floor(PIECE_BYTES / bytesPerImage));
  const pieces = new Map<number, Promise<Buffer>>();
  const pieceAt = (piece: number): Promise<Buffer> => {
    const known = pieces.get(piece);
    if (known) return known;
    const read = readImages(piece * perPiece, Math.min(perPiece, count - piece * perPiece));
    pieces.set(piece, read);
    read.catch(() => pieces.delete(piece));
    if (pieces.size > 2) pieces.delete(pieces.keys().next().value!);
    return read;
  };
  return {
    members: Array.from({ length: count }, (_, index) => ({
      suffix: `#${index}`,
      ...(classes ? { label: classes[index]! } : {}),
    })),
    refused,
    heldBytes: bytes.heldBytes + 2 * Math.min(perPiece, count) * bytesPerImage,
    size: { width: array.width, height: array.height },
    read: async (index) => {
      const piece = await pieceAt(Math.floor(index / perPiece));
      const at = (index % perPiece) * bytesPerImage;
      return { picture: arrayPicture(array, range, piece.subarray(at, at + bytesPerImage)) };
    },
  };
};

const rangeOf = async (array: ImageArray, count: number, read: (index: number) => Promise<Buffer>) => {
  const most = Math.min(count, PROBES, Math.max(1, Math.floor(PROBE_BYTES / array.bytesPerImage)));
  const probes: Buffer[] = [];
  for (let probe = 0; probe < most; probe++) probes.push(await read(Math.floor((probe * count) / most)));
  return valueRange(array, probes);
};

const classesOf = async ({ name, bytes, header }: NamedArray, count: number, refused: Skipped[]) => {
  try {
    const value = valueType(header.type);
    if (!value.isInteger) throw new Error("classes have to be whole numbers");
    const data = await bytes.read(header.dataStart, count * value.bytesPerValue);
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    return Array.from({ length: count }, (_, index) => String(value.read(view, index * value.bytesPerValue)));
  } catch (error) {
    refused.push({ path: `/${name}`, reason: `classes can not be read: ${(error as Error).message}` });
    return null;
  }
};
