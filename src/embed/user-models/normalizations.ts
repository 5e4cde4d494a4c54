/** Constants of usual models: the value of a channel is (pixel / 255 - mean) / deviation, RGB. */
export const NORMALIZATIONS = {
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
