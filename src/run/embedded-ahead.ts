/** The embedded checkpoints of a run, in order: where the backend has lanes, the next ones are at work while one is measured. */
import type { ImageCheckpoint } from "../inputs/image-set.ts";
import { embedCheckpoints } from "./embed-checkpoint.ts";
import type { EmbeddedCheckpoint, EmbeddingLab } from "./gathered-images.ts";

/** Images of checkpoints that are embedded and not asked for yet, at most: 25 MB of them. */
const MOST_WAITING = 2 ** 14;

export class EmbeddedAhead {
  readonly #sources: readonly ImageCheckpoint[];
  readonly #stream: AsyncGenerator<EmbeddedCheckpoint>;
  readonly #isAhead: boolean;
  readonly #asked: { images: number; embedded: Promise<EmbeddedCheckpoint> }[] = [];
  #next = 0;
  #tellLast: (last: EmbeddedCheckpoint) => void = () => {};
  /** Kept when it is embedded, which may be long before it is its turn. */
  readonly last = new Promise<EmbeddedCheckpoint>((resolve) => {
    this.#tellLast = resolve;
  });

  /** @param sources one or more */
  constructor(sources: readonly ImageCheckpoint[], lab: EmbeddingLab) {
    this.#sources = sources;
    this.#stream = embedCheckpoints(sources, lab);
    this.#isAhead = lab.backend.lanes !== null;
  }

  /** Puts lanes to work before the first checkpoint is asked for. */
  begin(): void {
    if (this.#isAhead) this.#ask();
  }

  /** Of the next source. @throws the reason of the signal once it is aborted */
  next(): Promise<EmbeddedCheckpoint> {
    if (this.#asked.length === 0) this.#askOne();
    const { embedded } = this.#asked.shift()!;
    this.begin();
    return embedded;
  }

  #ask(): void {
    let waiting = this.#asked.reduce((sum, { images }) => sum + images, 0);
    while (this.#next < this.#sources.length) {
      waiting += this.#sources[this.#next]!.images.length;
      if (this.#asked.length > 0 && waiting > MOST_WAITING) return;
      this.#askOne();
    }
  }

  #askOne(): void {
    const { images } = this.#sources[this.#next++]!;
    const isLast = this.#next === this.#sources.length;
    const embedded = this.#stream.next().then(({ value }) => value as EmbeddedCheckpoint);
    // What goes wrong is said to who takes it.
    embedded.then((last) => isLast && this.#tellLast(last)).catch(() => {});
    this.#asked.push({ images: images.length, embedded });
  }
}
