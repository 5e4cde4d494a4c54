/** A part of the images of a checkpoint for a quick first answer: chosen by their names, so that no order of files chooses others. */
import { hash } from "node:crypto";
import type { ImageFile } from "../pixels/decode.ts";
import type { ImageCheckpoint } from "./image-set.ts";

/** Bytes of a hash that decide. Equal ones, which are as rare as they are harmless, are told apart by name. */
const HEAD = 6;

/** @param most images of each checkpoint; undefined for all */
export const sampleImages = (checkpoints: readonly ImageCheckpoint[], most: number | undefined): ImageCheckpoint[] =>
  checkpoints.map((checkpoint) => {
    const { images } = checkpoint;
    return most === undefined || images.length <= most
      ? checkpoint
      : { ...checkpoint, images: chosen(images, most), sampledFrom: images.length };
  });

/** Those with the smallest hashes of their names, in their order. */
const chosen = (images: readonly ImageFile[], most: number): ImageFile[] => {
  const hashes = Float64Array.from(images, ({ member }) =>
    hash("sha256", `sample ${member}`, "buffer").readUIntBE(0, HEAD),
  );
  const name = (at: number) => images[at]!.member;
  const order = Uint32Array.from(hashes.keys()).sort(
    (a, b) => hashes[a]! - hashes[b]! || (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0),
  );
  return Array.from(order.subarray(0, most).sort(), (at) => images[at]!);
};
