/** Which record of which segment has a key: a table of numbers, since a million texts in a map take hundreds of megabytes. */
import type { Segment } from "./cache-segment.ts";

export const KEY_BYTES = 32;
const SMALLEST = 2 ** 10;

export interface Place {
  segment: Segment;
  position: number;
}

export class KeyTable {
  readonly #segments: Segment[] = [];
  /** Number of the first record of each segment, counted through all. */
  readonly #starts: number[] = [];
  #count = 0;
  /** Numbers of records + 1 where their keys lead to, or behind that; 0 where there is none. A power of two. */
  #slots = new Uint32Array(SMALLEST);

  add(segment: Segment): void {
    this.#segments.push(segment);
    this.#starts.push(this.#count);
    this.#count += segment.count;
    if (2 * this.#count > this.#slots.length) this.#grow();
    else this.#enter(this.#segments.length - 1);
  }

  has(key: string): boolean {
    return this.places(key).next().done !== true;
  }

  /** Every record with this key. @param key 32 bytes, hex */
  *places(key: string): Generator<Place> {
    const bytes = Buffer.from(key, "hex");
    if (bytes.length !== KEY_BYTES) return;
    for (let slot = this.#slotOf(bytes, 0); this.#slots[slot] !== 0; slot = this.#behind(slot)) {
      const number = this.#slots[slot]! - 1;
      const index = this.#segmentOf(number);
      const position = number - this.#starts[index]!;
      const segment = this.#segments[index]!;
      const start = position * KEY_BYTES;
      if (segment.keys.compare(bytes, 0, KEY_BYTES, start, start + KEY_BYTES) === 0) yield { segment, position };
    }
  }

  #grow(): void {
    let size = this.#slots.length;
    while (2 * this.#count > size) size *= 2;
    this.#slots = new Uint32Array(size);
    for (const index of this.#segments.keys()) this.#enter(index);
  }

  #enter(index: number): void {
    const { keys, count } = this.#segments[index]!;
    for (let position = 0; position < count; position++) {
      let slot = this.#slotOf(keys, position * KEY_BYTES);
      while (this.#slots[slot] !== 0) slot = this.#behind(slot);
      this.#slots[slot] = this.#starts[index]! + position + 1;
    }
  }

  /** Keys are hashes: any four bytes of one are as good as all. */
  #slotOf(keys: Buffer, start: number): number {
    return keys.readUInt32LE(start) & (this.#slots.length - 1);
  }

  #behind(slot: number): number {
    return (slot + 1) & (this.#slots.length - 1);
  }

  #segmentOf(number: number): number {
    let [low, high] = [0, this.#starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! <= number) low = middle;
      else high = middle;
    }
    return low;
  }
}
