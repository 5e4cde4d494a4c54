/** What can be asked of a run. */
import { availableParallelism } from "node:os";
import type { FailOn } from "../analysis/analysis.ts";
import type { Device } from "../compute/devices.ts";
import type { Pooling } from "../compute/model-file.ts";
import type { Normalization } from "../embed/user-models/normalizations.ts";
import type { ScoreOptions } from "../scores/derive/build-log.ts";
import type { Progress } from "./stages.ts";

export interface ModelOptions {
  /**
   * Path of an ONNX file, of a TensorFlow.js model.json or its folder, or the name of a preset. Default: the built-in embedder.
   */
  model?: string;
  /** Side of the model's square input, pixels, where the model leaves it open. */
  modelInputSize?: number;
  /** Default: the preset's, else "imagenet". */
  modelNormalize?: Normalization;
  /** How the tokens of a transformer become one vector. */
  modelPooling?: Pooling;
  /** Name of the output that is the embedding, where several could be. */
  modelOutput?: string;
  /** Where presets are kept once they were fetched. */
  modelFolder?: string;
  /** Never fetch anything. Default false. */
  offline?: boolean;
}

export interface PictureLimits {
  /** Images of the last checkpoint that get a picture. The earlier ones together get 2/5 of that, at least 9 each. */
  count: number;
  /** Pixels on the longer side; smaller images stay as they are. */
  size: number;
  /** Of all pictures as they stand in the report. */
  bytes: number;
}

export interface AnalyzeOptions extends ModelOptions {
  /** Folders, files or globs with pictures; empty when only scores are judged. */
  inputs?: readonly string[];
  /** Score logs of the run: files or folders, of any known format; `name=path` for a file with one quantity. */
  scores?: string | readonly string[];
  /** What the logs are, where they do not say it themselves. */
  scoreOptions?: ScoreOptions;
  /** Layout of every sheet; found automatically when left out. */
  grid?: { columns: number; rows: number };
  /** Pixels between the tiles of `grid`. */
  padding?: number;
  /** Default "auto". */
  device?: Device;
  /** Threads for decoding and computing, default: all. */
  threads?: number;
  /** Cosine similarity from which two images are near-duplicates, default: the embedder's. */
  threshold?: number;
  /** Folder, file or glob with real images to compare with. */
  reference?: string;
  /** Real images measured at most, default 10,000; of more, a sample by content. */
  referenceLimit?: number;
  /** "folders" (the folder of an image is its class), or a CSV file with the columns path and class. */
  classes?: string;
  /** Verdict from which the exit code is 1, default "fail". */
  failOn?: FailOn;
  /** Folder for embeddings of earlier runs, default: none are kept. */
  cache?: string;
  /** Put pictures, close pairs and a map into the Analysis, for the HTML report. Default false. */
  thumbnails?: boolean | Partial<PictureLimits>;
  /** Measure the MS-SSIM of random pairs too, which decodes images again. Default false. */
  msSsim?: boolean;
  onProgress?: (progress: Progress) => void;
}

/** The options of a run with every default in its place. */
export interface Order extends Omit<AnalyzeOptions, "thumbnails"> {
  inputs: readonly string[];
  scores: readonly string[];
  device: Device;
  threads: number;
  referenceLimit: number;
  failOn: FailOn;
  /** null when no report is wanted. */
  pictures: PictureLimits | null;
  msSsim: boolean;
}

const DEFAULT_REFERENCE_LIMIT = 10_000;
const DEFAULT_PICTURES: PictureLimits = { count: 640, size: 64, bytes: 9e6 };

export const orderOf = ({ thumbnails = false, ...options }: AnalyzeOptions): Order => ({
  inputs: [],
  device: "auto",
  threads: availableParallelism(),
  referenceLimit: DEFAULT_REFERENCE_LIMIT,
  failOn: "fail",
  msSsim: false,
  ...options,
  scores: typeof options.scores === "string" ? [options.scores] : (options.scores ?? []),
  pictures: thumbnails === false ? null : { ...DEFAULT_PICTURES, ...(thumbnails === true ? {} : thumbnails) },
});
