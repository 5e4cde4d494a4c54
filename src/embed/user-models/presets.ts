/**
 * Models known by name: where they are, what is in the file, and how they want their images.
 * Checksums and sizes are those the hub shows for these files (docs/models.md names the pages); a file that differs is refused.
 */
import type { ChosenThreshold } from "../../analysis/analysis.ts";
import type { ModelSettings } from "../../compute/model-file.ts";
import type { Normalization } from "./normalizations.ts";

export interface Preset {
  /** File name in the user's cache folder. */
  file: string;
  /** null: nobody offers the file, so it has to be made; `make` says how. */
  source: { path: string; bytes: number; sha256: string } | null;
  make?: string;
  normalize: Normalization;
  settings: ModelSettings;
  /** Measured or published for this very model; null where none is known. */
  threshold: ChosenThreshold | null;
}

const PRESETS: Readonly<Record<string, Preset>> = {
  "dinov2-small": {
    file: "dinov2-small.onnx",
    source: {
      path: "Xenova/dinov2-small/resolve/560a572cedd01ab59cf1a614c2d9673397b65ef2/onnx/model.onnx",
      bytes: 88_459_888,
      sha256: "83141175ec78b4ff9a2bb58a4c7c264ba0054d1c2e122e5a8114b79a8d4179ea",
    },
    normalize: "imagenet",
    settings: { inputSize: 224, output: "last_hidden_state", pooling: "cls" },
    threshold: null,
  },
  "clip-vit-b-32": {
    file: "clip-vit-base-patch32-vision.onnx",
    source: {
      path: "Xenova/clip-vit-base-patch32/resolve/4c1807b705b1d015fb032789cc4d221b23025a6f/onnx/vision_model.onnx",
      bytes: 351_685_709,
      sha256: "fd6e1402a588279d1723c7534d4bcba5bc0b14b47dfab0e46f8c47b8270d7d40",
    },
    normalize: "clip",
    settings: { inputSize: 224, output: "image_embeds" },
    threshold: null,
  },
  mobilenet: {
    file: "mobilenetv2-12.onnx",
    source: {
      path: "onnxmodelzoo/mobilenetv2-12/resolve/main/mobilenetv2-12.onnx",
      bytes: 13_964_571,
      sha256: "c0c3f76d93fa3fd6580652a45618618a220fced18babf65774ed169de0432ad5",
    },
    normalize: "imagenet",
    // The 1280 features before the classifier; the file's own output is the classes.
    settings: { inputSize: 224, output: "464" },
    threshold: null,
  },
  sscd: {
    file: "sscd_disc_mixup.onnx",
    source: null,
    make: "its authors offer TorchScript only; docs/models.md shows the few lines that convert it",
    normalize: "imagenet",
    settings: { inputSize: 288 },
    threshold: {
      value: 0.75,
      basis:
        "published for sscd_disc_mixup: pairs above 0.75 are copies with 90 % precision on DISC 2021 (not on your images)",
    },
  },
};

export const PRESET_NAMES = Object.keys(PRESETS);

/** Names of the files in the user's cache folder. */
export const PRESET_FILES = Object.values(PRESETS).map(({ file }) => file);

/** null when `--model` names a file or folder of the user's. */
export const presetOf = (name: string): Preset | null => (Object.hasOwn(PRESETS, name) ? PRESETS[name]! : null);
