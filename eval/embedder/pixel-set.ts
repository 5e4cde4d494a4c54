/** A set of images the embedder is measured on: the pixels it is given, and what is known about them. */

/** Side of the square images, pixels: the one the built-in network takes. */
export const SIDE = 64;
/** Bytes of one image, RGB. */
export const IMAGE_BYTES = SIDE * SIDE * 3;

export const SECTIONS = ["public", "recoloured", "varied", "sheets", "narrow"] as const;
export type Section = (typeof SECTIONS)[number];

export interface PixelSet {
  /** Unique; "/" between parts. */
  name: string;
  section: Section;
  /** Of a public set its kind, of a simulated one its family, of a sheet its verdict, of a narrow one what draws show. */
  kind: string;
  /** Where the pictures of a simulated or narrow set come from; of other sets their own name. */
  source: string;
  /** Images of one cluster are near-duplicates; null where nobody has said so. */
  clusters: readonly number[] | null;
  /** Images that can not be called either way; as long as the set. */
  ambiguous: readonly boolean[];
  /** IMAGE_BYTES bytes per image: rows from the top, RGB interleaved. Made anew by every call. */
  pixels(): Promise<Uint8Array[]>;
}
