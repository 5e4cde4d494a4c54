/** An embedder: what it takes, how an image becomes that, and how its similarities are to be read. */
export interface Embedder {
  /** Names the weights. */
  id: string;
  /** Names the weights and everything else that decides the values: part of every cache key. */
  cacheKey: string;
  /** What is done to an image, in words; left out for the built-in one. */
  preparation?: string;
  /** Side of the square images it takes, pixels. */
  size: number;
  /** Length of an embedding. */
  dimension: number;
  /** Number of values of one prepared image. */
  inputLength: number;
  /**
   * Writes `inputLength` values into `target` from `offset` on.
   * @param pixels size x size x 3 bytes, RGB
   */
  prepare(pixels: Uint8Array, target: Float32Array, offset: number): void;
  /** Values of the embedding, from the first on, that come from edges alone, whatever their colours; the others see colour too. Left out where the two are not apart. */
  structure?: number;
}
