/** Reads the bodies of requests: none larger than the limit, and all that are being read at once within another. */
import { busy, Problem } from "./problem.ts";

/** Bytes of all bodies that are held at once; a body whose length is not said counts as the largest. */
const HELD_AT_ONCE = 4;

export class Bodies {
  readonly #largest: number;
  #held = 0;

  /** @param largest bytes */
  constructor(largest: number) {
    this.#largest = largest;
  }

  /** The body is in memory while the work lasts. @throws Problem */
  async with<T>(request: Request, work: (body: Buffer) => Promise<T>): Promise<T> {
    const length = request.headers.get("content-length");
    const claimed = length === null ? this.#largest : Number(length);
    if (claimed > this.#largest) throw this.#tooLarge();
    if (this.#held + claimed > HELD_AT_ONCE * this.#largest)
      throw busy(503, "Too much is being received at this moment. Next: post it again", 1);
    this.#held += claimed;
    try {
      return await work(await this.#read(request));
    } finally {
      this.#held -= claimed;
    }
  }

  async #read({ body }: Request): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    let bytes = 0;
    // Leaving the loop ends the reading too.
    for await (const part of body ?? []) {
      bytes += part.length;
      if (bytes > this.#largest) throw this.#tooLarge();
      parts.push(part);
    }
    return Buffer.concat(parts);
  }

  #tooLarge(): Problem {
    return new Problem(
      413,
      `Expected a body of ${this.#largest / 2 ** 20} MiB at most but received more. Next: post fewer or smaller images`,
    );
  }
}
