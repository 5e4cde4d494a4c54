/** NumPy archives (.npz) as ADM, EDM and BigGAN write their samples: images in arr_0, classes in arr_1. */
import type { Skipped } from "../../analysis/analysis.ts";
import { leaveOut } from "../found.ts";
import type { Container } from "./container.ts";
import { MOST_ARRAYS, MOST_HELD_BYTES, mebibytes } from "./limits.ts";
import { type ArrayBytes, fileBytes, imagesOf, type NamedArray, namedArray } from "./npy.ts";
import type { NpyHeader } from "./npy-header.ts";
import { imageArray } from "./npy-images.ts";
import { withFile } from "./read-at.ts";
import { dataOffset, listZip, readZipEntry, STORED, unreadable, type ZipEntry } from "./zip.ts";

const LABELS = /^\/(?:arr_1|labels?|y|classes|targets?)$/;

/** @throws Error with a reason for people */
export const openNpz = async (path: string): Promise<Container> => {
  const { arrays, refused } = await arraysOf(path);
  const { files, skipped } = leaveOut(arrays, ({ header }) => reasonAgainst(header));
  const [images] = files;
  if (!images)
    throw new Error(
      [...refused, ...skipped].map(({ path, reason }) => `${path.slice(1)}: ${reason}`).join("; ") ||
        "it holds no arrays",
    );
  const { count } = imageArray(images.header);
  const labels = arrays.find(
    ({ path, header }) => LABELS.test(path) && header.shape.length === 1 && header.shape[0] === count,
  );
  const notUsed = `not used: the images are in ${images.path.slice(1)}`;
  const unused = leaveOut(arrays, ({ path }) => (path === images.path || path === labels?.path ? null : notUsed));
  const container = await imagesOf(images, labels ?? null);
  return { ...container, refused: [...refused, ...unused.skipped, ...container.refused] };
};

const reasonAgainst = (header: NpyHeader): string | null => {
  try {
    imageArray(header);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
};

const arraysOf = async (path: string): Promise<{ arrays: NamedArray[]; refused: Skipped[] }> => {
  const { entries, problem } = await listZip(path);
  const refused: Skipped[] = problem === null ? [] : [{ path: "", reason: problem }];
  const arrays: NamedArray[] = [];
  let heldBytes = 0;
  if (entries.length > MOST_ARRAYS)
    refused.push({ path: "", reason: `only the first ${MOST_ARRAYS} of its ${entries.length} arrays are read` });
  for (const entry of entries.slice(0, MOST_ARRAYS)) {
    try {
      const bytes = await entryBytes(path, entry, MOST_HELD_BYTES - heldBytes);
      heldBytes += bytes.heldBytes;
      arrays.push(await namedArray(`/${entry.name.replace(/\.npy$/, "")}`, bytes));
    } catch (error) {
      refused.push({ path: `/${entry.name}`, reason: (error as Error).message });
    }
  }
  return { arrays, refused };
};

/** Arrays of numpy.savez are read where they lie; those of numpy.savez_compressed have to be unpacked as a whole. */
const entryBytes = async (path: string, entry: ZipEntry, most: number): Promise<ArrayBytes> => {
  if (entry.method === STORED && !unreadable(entry))
    return fileBytes(path, await withFile(path, (handle) => dataOffset(handle, entry)), entry.bytes);
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
