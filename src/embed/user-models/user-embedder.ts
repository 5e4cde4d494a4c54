/** An embedder made of a user's model. */
import type { Backend } from "../../compute/backend.ts";
import type { ModelSettings } from "../../compute/model-file.ts";
import type { Embedder } from "../embedder.ts";
import { type Normalization, normalizer } from "./normalizations.ts";
import type { OpenedModel } from "./open-model.ts";

/**
 * Loads the model into the backend and tries it.
 * @param model with the name it has in reports
 * @throws InputError when it can not embed images
 */
export const loadUserEmbedder = async (
  { file, hash, name }: OpenedModel & { name: string },
  settings: ModelSettings & { normalization: Normalization },
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
    prepare: normalizer(normalization, layout),
  };
};
