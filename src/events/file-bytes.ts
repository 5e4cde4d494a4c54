/** Reads a file front to back in whole pieces, through a buffer of 1 MiB. */
import type { FileHandle } from "node:fs/promises";

const CHUNK = 2 ** 20;
const NOTHING = Buffer.alloc(0);

export class FileBytes {
  readonly #handle: FileHandle;
  #buffer: Buffer = NOTHING;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /**
   * The next `length` bytes as a view that no later call changes; null when the file ends before. A large piece grows as
   * the file delivers it, so a length that lies costs no memory.
   */
  async take(length: number): Promise<Buffer | null> {
    if (this.#buffer.length < length) {
      const parts = [this.#buffer];
      let have = this.#buffer.length;
      while (have < length) {
        const chunk = Buffer.allocUnsafeSlow(CHUNK);
        const { bytesRead } = await this.#handle.read(chunk, 0, CHUNK, null);
        if (bytesRead === 0) break;
        parts.push(chunk.subarray(0, bytesRead));
        have += bytesRead;
      }
      this.#buffer = Buffer.concat(parts);
    }
    if (this.#buffer.length < length) return null;
    const piece = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(length);
    return piece;
  }
}
