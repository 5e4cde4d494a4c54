/** Deals pictures out as jobs for lanes, with what a thread can be sent of them. */
import type { ImageFile } from "../../pixels/decode.ts";
import type { PictureSource } from "../../pixels/picture.ts";
import { hashOf, reasonOf } from "../../pixels/read-picture.ts";
import type { LaneImage, LanePicture } from "./image-job.ts";

/** Images of one job at most (of a picture all), and at least where there are enough; batches are of 32. */
const MOST_IMAGES = 128;
const FEWEST_IMAGES = 32;
/** Of one job: a file of up to 1 MiB is kept by its lane while it waits. */
const MOST_PICTURES = 64;
/** Of pictures that are no files, in one job. */
const MOST_BYTES = 2 ** 25;
/** Jobs for each lane: few enough for all to have a share. */
const SHARES = 4;

/** The images of one picture, in order. */
export interface LanedPicture {
  /** None of a picture that is known: it needs no lane. */
  images: readonly ImageFile[];
  /** Of each image; left out: the images as they are. */
  copies?: readonly NonNullable<LaneImage["copy"]>[];
}

export interface Job<Of extends LanedPicture> {
  pictures: Of[];
  /** Those with images. */
  sent: LanePicture[];
  transfer: ArrayBuffer[];
}

/**
 * Pictures in order, dealt out so that batches are full, every lane has some, and what waits in memory stays small.
 * @param total images, at most
 */
export async function* jobsOf<Of extends LanedPicture>(
  pictures: Iterable<Of>,
  { total, lanes, isHashed }: { total: number; lanes: number; isHashed: boolean },
): AsyncGenerator<Job<Of>> {
  const enough = Math.max(FEWEST_IMAGES, Math.min(MOST_IMAGES, Math.ceil(total / (SHARES * lanes))));
  let job: Job<Of> = { pictures: [], sent: [], transfer: [] };
  let filled = 0;
  for (const picture of pictures) {
    const { images, copies } = picture;
    job.pictures.push(picture);
    if (images[0])
      job.sent.push({
        ...(await sendable(images[0].source, isHashed, job.transfer)),
        images: images.map(({ box }, place) => ({ box, ...(copies ? { copy: copies[place]! } : {}) })),
      });
    filled += Math.max(1, images.length);
    const bytes = job.transfer.reduce((sum, { byteLength }) => sum + byteLength, 0);
    if (filled < enough && job.pictures.length < MOST_PICTURES && bytes < MOST_BYTES) continue;
    yield job;
    job = { pictures: [], sent: [], transfer: [] };
    filled = 0;
  }
  if (filled > 0) yield job;
}

/** What a thread can be sent of a picture. Bytes are copied, for others may look at the same ones. */
const sendable = async (
  source: PictureSource,
  isHashed: boolean,
  transfer: ArrayBuffer[],
): Promise<Omit<LanePicture, "images">> => {
  if (source.path !== undefined) return { from: { path: source.path } };
  try {
    const content = await source.content();
    const own = (bytes: Uint8Array): Uint8Array => {
      const copy = new Uint8Array(bytes);
      transfer.push(copy.buffer);
      return copy;
    };
    if ("path" in content) return { from: content };
    if ("encoded" in content) return { from: { encoded: own(content.encoded) } };
    if ("picture" in content) return { from: { picture: { ...content.picture, pixels: own(content.picture.pixels) } } };
    const hash = isHashed ? { hash: await hashOf(content) } : {};
    const { pixels, ...picture } = await content.frame.read();
    return { from: { picture: { ...picture, pixels: own(pixels) } }, ...hash };
  } catch (error) {
    return { from: { reason: reasonOf(error) } };
  }
};
