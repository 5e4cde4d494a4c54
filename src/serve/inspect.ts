/** Looks whether a posted file can be read as what it says, and costs no more than a checkpoint may, before it is taken. */
import type { Container } from "../inputs/containers/container.ts";
import { openNpy } from "../inputs/containers/npy.ts";
import { openNpz } from "../inputs/containers/npz.ts";
import { listZip } from "../inputs/containers/zip.ts";
import { headerSize, pictureOf, readPicture, reasonOf } from "../pixels/read-picture.ts";
import { OneAtATime } from "./one-at-a-time.ts";
import { Problem } from "./problem.ts";
import type { PostedFile } from "./store.ts";

/** 8192 x 8192. */
const MOST_PIXELS = 2 ** 26;
/** Of a compressed .npz, in memory while it is measured. */
const MOST_UNPACKED = 2 ** 28;
const MOST_IMAGES = 10_000;

/** A large picture is in memory once. */
const inTurn = new OneAtATime();
let files = 0;

/** @param path where it lies meanwhile @throws Problem */
export const inspect = (path: string, file: PostedFile): Promise<void> =>
  inTurn.ask(`${++files}`, async () => {
    try {
      await (file.ending === "npy" || file.ending === "npz" ? inspectBatch(path, file.ending) : inspectPicture(file));
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw new Problem(
        422,
        `Expected ${WORDS[file.ending]} that can be read but: ${reasonOf(error)}. Next: check how it is written`,
      );
    }
  });

const WORDS: Readonly<Record<PostedFile["ending"], string>> = {
  png: "a picture",
  jpg: "a picture",
  webp: "a picture",
  npy: "an array of images (.npy)",
  npz: "arrays of images (.npz)",
};

const inspectPicture = async ({ bytes }: PostedFile): Promise<void> => {
  const encoded = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { width, height, frames } = await headerSize(encoded);
  if (frames > 1)
    throw new Problem(422, "Expected a still picture but received an animation. Next: post its frames as images");
  if (width * height > MOST_PIXELS)
    throw new Problem(
      413,
      `Expected ${MOST_PIXELS} pixels at most but the picture claims ${width} x ${height}. Next: post fewer or smaller images`,
    );
  await pictureOf({ encoded });
};

const inspectBatch = async (path: string, ending: "npy" | "npz"): Promise<void> => {
  if (ending === "npz") {
    const { entries } = await listZip(path);
    const unpacked = entries.reduce((sum, { bytes }) => sum + bytes, 0);
    if (unpacked > MOST_UNPACKED)
      throw new Problem(
        413,
        `Expected arrays of ${MOST_UNPACKED / 2 ** 20} MiB at most but the archive claims ${Math.round(unpacked / 2 ** 20)} MiB. Next: post fewer or smaller images`,
      );
  }
  const { members, refused }: Container = await (ending === "npy" ? openNpy(path) : openNpz(path));
  const [broken] = refused.filter((one) => one.path === "" || ending === "npy");
  if (broken) throw new Error(broken.reason);
  if (members.length > MOST_IMAGES)
    throw new Problem(
      413,
      `Expected ${MOST_IMAGES} images of a checkpoint at most but received ${members.length}. Next: post a sample of them`,
    );
  for (const member of members) await readPicture({ content: () => member.read() });
};
