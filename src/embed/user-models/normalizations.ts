/** What a user's model sees of an image. */
import type { ModelShape } from "../../compute/model-file.ts";
import type { Embedder } from "../embedder.ts";

/** Constants of usual models: the value of a channel is (pixel / 255 - mean) / deviation, RGB. */
const NORMALIZATIONS = {
  /** torchvision's constants, https://pytorch.org/vision/stable/models.html. */
  imagenet: { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] },
  /** Constants of OpenAI's CLIP, https://github.com/openai/CLIP (clip/clip.py). */
  clip: { mean: [0.48145466, 0.4578275, 0.40821073], deviation: [0.26862954, 0.26130258, 0.27577711] },
  /** To -1..1. */
  half: { mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] },
  /** To 0..1. */
  none: { mean: [0, 0, 0], deviation: [1, 1, 1] },
} as const;

export type Normalization = keyof typeof NORMALIZATIONS;
export const NORMALIZATION_NAMES = Object.keys(NORMALIZATIONS) as Normalization[];

/** Writes images in the layout the model takes. */
export const normalizer = (normalization: Normalization, layout: ModelShape["layout"]): Embedder["prepare"] => {
  const { mean, deviation } = NORMALIZATIONS[normalization];
  return (pixels, target, offset) => {
    const area = pixels.length / 3;
    for (let channel = 0; channel < 3; channel++) {
      const scale = 1 / (255 * deviation[channel]!);
      const shift = mean[channel]! / deviation[channel]!;
      const start = layout === "channels-first" ? channel * area : channel;
      const step = layout === "channels-first" ? 1 : 3;
      for (let index = 0; index < area; index++)
        target[offset + start + index * step] = pixels[index * 3 + channel]! * scale - shift;
    }
  };
};
