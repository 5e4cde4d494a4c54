/** An embedder made of a user's model. */
import type { ChosenThreshold } from "../../analysis/analysis.ts";
import type { Backend } from "../../compute/backend.ts";
import type { ModelFile, ModelSettings } from "../../compute/model-file.ts";
import type { Embedder } from "../embedder.ts";
import type { Normalization } from "./normalizations.ts";
import { normalizePixels } from "./normalize.ts";

/**
 * Loads the model into the backend and tries it.
 * @param hash SHA-256 of the model, hex
 * @param name how it is called in reports
 * @throws InputError when it can not embed images
 */
export const loadUserEmbedder = async (
  { file, hash }: { file: ModelFile; hash: string },
  name: string,
  settings: ModelSettings & { normalization: Normalization },
  threshold: ChosenThreshold | null,
  backend: Backend,
): Promise<Embedder> => {
  const { normalization, ...shapes } = settings;
  const { layout, size, dimension } = await backend.loadUserModel(file, shapes);
  return {
    id: `${name}@${hash.slice(0, 12)}`,
    cacheKey: JSON.stringify([hash, size, normalization, layout, shapes.pooling ?? null, shapes.output ?? null]),
    preparation: [
      `stretched to ${size} x ${size}`,
      `normalised as ${normalization}`,
      ...(shapes.output === undefined ? [] : [`output ${shapes.output}`]),
      ...(shapes.pooling === undefined ? [] : [`pooled by ${shapes.pooling}`]),
    ].join(", "),
    size,
    dimension,
    inputLength: 3 * size * size,
    prepare: (pixels, target, offset) => normalizePixels(pixels, normalization, layout, target, offset),
    threshold,
  };
};
