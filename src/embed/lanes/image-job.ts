/** What a lane is told of the pictures it works on, and what it says of them: nothing but what a thread can be sent. */
import type { Box, Picture } from "../../pixels/picture.ts";
import type { Perturbation } from "../perturb.ts";

export interface ImageJob {
  /** Side of the images that the network takes, pixels. */
  size: number;
  dimension: number;
  inputLength: number;
  pictures: LanePicture[];
  /** The hashes of the pictures are asked for first: a `Wanted` comes back. */
  asks: boolean;
}

export interface LanePicture {
  from: { path: string } | { encoded: Uint8Array } | { picture: Picture } | { reason: string };
  /** SHA-256 of what it is made of, hex, where that can not be told from `from`. */
  hash?: string;
  images: LaneImage[];
}

export interface LaneImage {
  /** null for the whole picture. */
  box: Box | null;
  /** A mildly changed copy of it is embedded. */
  copy?: { kind: Perturbation; seed: number };
}

/** What a lane asks: which images of pictures with these hashes are wanted, or for the turn to decode a large picture, or to give it back. */
export type Question = { hashes: Hashes } | { turn: "take" | "give" };

/** Hash of each picture, hex; null for one that can not be read. */
export type Hashes = (string | null)[];

/** Of each picture the images to embed, by place; null for all of all. */
export type Wanted = number[][] | null;

/** Of each picture of the job: its images that were wanted, in order, or why it can not be decoded. */
export interface ImageJobDone {
  pictures: ({ images: SeenImage[] } | { reason: string })[];
  /** Rows x dimension; unit vectors. */
  embeddings: Float32Array<ArrayBuffer>;
}

export interface SeenImage {
  /** SHA-256 of the pixels at the network's size, hex. */
  contentHash: string;
  /** In `embeddings`; equal pixels share one. */
  row: number;
  /** As in `PixelImage`. */
  spread: number;
  isNoise: boolean;
}
