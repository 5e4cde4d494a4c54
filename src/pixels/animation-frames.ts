/**
 * Frames of a GIF or WebP. Each is drawn on all those before it, so that reading them one by one takes the square of their number;
 * here neighbours are read together, and kept while they are asked for.
 */
import type { Picture, PictureSize } from "./picture.ts";
import { readFrames } from "./read-picture.ts";

/** Read together: 100 MB. */
const CHUNK_PIXELS = 2 ** 25;
/** Frames are asked for in order, from a few threads. */
const KEPT = 2;

export class AnimationFrames {
  readonly #path: string;
  readonly #count: number;
  readonly #perChunk: number;
  readonly #chunks = new Map<number, Promise<Picture[]>>();
  #queue: Promise<unknown> = Promise.resolve();
  /** What is behind a frame that can not be drawn can not be drawn either. */
  #broken: { from: number; error: unknown } | null = null;

  /** @param count of the frames that are read */
  constructor(path: string, { width, height }: Pick<PictureSize, "width" | "height">, count: number) {
    this.#path = path;
    this.#count = count;
    this.#perChunk = Math.max(1, Math.floor(CHUNK_PIXELS / (width * height)));
  }

  /** @throws Error with a reason for people */
  async read(frame: number): Promise<Picture> {
    const number = Math.floor(frame / this.#perChunk);
    const known = this.#chunks.get(number);
    const first = number * this.#perChunk;
    const chunk = known ?? this.#next(() => this.#draw(first, Math.min(this.#count, first + this.#perChunk)));
    this.#chunks.set(number, chunk);
    if (this.#chunks.size > KEPT) this.#chunks.delete(this.#chunks.keys().next().value!);
    const picture = (await chunk)[frame - first];
    if (!picture) throw this.#broken?.error ?? new Error("the frame can not be drawn");
    return picture;
  }

  /** One at a time: each takes the memory of a chunk. */
  #next(work: () => Promise<Picture[]>): Promise<Picture[]> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => null);
    return result;
  }

  /** Those up to the first that is broken, which is looked for by halves. */
  async #draw(from: number, to: number): Promise<Picture[]> {
    if (this.#broken && from >= this.#broken.from) return [];
    try {
      return await readFrames(this.#path, from, to - from);
    } catch (error) {
      if (to - from === 1) {
        this.#broken = { from, error };
        return [];
      }
      const middle = Math.ceil((from + to) / 2);
      const first = await this.#draw(from, middle);
      return first.length < middle - from ? first : [...first, ...(await this.#draw(middle, to))];
    }
  }
}
