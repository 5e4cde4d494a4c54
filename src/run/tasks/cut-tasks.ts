/** Cuts the checkpoints of a run into tasks: the same pictures and settings give the same tasks, whoever cuts them. */
import { hash } from "node:crypto";
import type { ImageCheckpoint } from "../../inputs/image-set.ts";
import { type ImageFile, imagesByPicture } from "../../pixels/decode.ts";
import { type ListedPicture, listPictures } from "./picture-list.ts";

export interface Cutting {
  /** Build, embedder and runtime: what decides the embedding of a picture. */
  runtime: string;
  /** Images of an embedding task, about: pictures stay whole. */
  taskImages: number;
}

/** What becomes an embedding task. */
interface EmbedShare {
  key: string;
  /** The images of each picture. */
  pictures: readonly (readonly ImageFile[])[];
  images: number;
  /** As a worker is given them. */
  listed: readonly ListedPicture[];
}

export interface CutCheckpoint {
  source: ImageCheckpoint;
  embeds: EmbedShare[];
}

/** @throws InputError when the pictures are no files */
export const cutCheckpoint = async (source: ImageCheckpoint, cutting: Cutting): Promise<CutCheckpoint> => {
  const embeds: EmbedShare[] = [];
  for (const pictures of shares(imagesByPicture(source.images), cutting.taskImages)) {
    const listed = await listPictures(pictures);
    const images = pictures.reduce((sum, { length }) => sum + length, 0);
    embeds.push({ key: embedKey(cutting.runtime, listed), pictures, images, listed });
  }
  return { source, embeds };
};

export const embedKey = (runtime: string, listed: readonly ListedPicture[]): string => keyOf([runtime, listed]);

/** Names what everything in `from`, as JSON, decides. */
export const keyOf = (from: unknown): string => hash("sha256", JSON.stringify(from), "hex").slice(0, 32);

/** In order, each with so many images or a few more; the last one may have fewer. */
function* shares(pictures: Iterable<ImageFile[]>, most: number): Generator<ImageFile[][]> {
  let share: ImageFile[][] = [];
  let images = 0;
  for (const picture of pictures) {
    share.push(picture);
    images += picture.length;
    if (images < most) continue;
    yield share;
    share = [];
    images = 0;
  }
  if (share.length > 0) yield share;
}
