/** Remembers what the reference alone reads at a set size, so that checkpoints of one size measure it once. */
import type { ReferenceModel } from "./reference-model.ts";

type Measure<T, More extends unknown[]> = (model: ReferenceModel, size: number, ...more: More) => T;

export const perSize = <T, More extends unknown[]>(measure: Measure<T, More>): Measure<T, More> => {
  const known = new WeakMap<ReferenceModel, Map<number, T>>();
  return (model, size, ...more) => {
    const sizes = known.get(model) ?? new Map<number, T>();
    known.set(model, sizes);
    if (!sizes.has(size)) sizes.set(size, measure(model, size, ...more));
    return sizes.get(size)!;
  };
};
