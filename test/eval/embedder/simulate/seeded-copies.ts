/** What every family of the simulation promises. */
import { expect } from "vitest";
import type { Family } from "../../../../eval/embedder/simulate/family.ts";
import { bytesOf, type Image } from "../../../../eval/embedder/simulate/image.ts";
import { randomOf } from "../../../../eval/embedder/simulate/random.ts";

/** The same copy for the same seed, another for another, and the picture is left alone. @param pool pictures; the first is changed */
export const expectSeededCopies = (families: readonly Family[], pool: readonly Image[]): void => {
  for (const { name, changeFor } of families) {
    const change = changeFor(pool);
    const before = pool[0]!.slice();
    const copy = bytesOf(change(pool[0]!, randomOf("first")));
    expect(bytesOf(change(pool[0]!, randomOf("first"))), name).toEqual(copy);
    expect(bytesOf(change(pool[0]!, randomOf("second"))), name).not.toEqual(copy);
    expect(pool[0], name).toEqual(before);
  }
};
