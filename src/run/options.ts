/** What can be asked of a run, and the check that it can be meant. */
import { availableParallelism } from "node:os";
import type { Checkpoint, FailOn, Sprite } from "../analysis/analysis.ts";
import type { Device } from "../compute/devices.ts";
import type { Pooling } from "../compute/model-file.ts";
import type { Normalization } from "../embed/user-models/normalizations.ts";
import { flagOf, UsageError } from "../errors.ts";
import type { Asserted } from "../figures/parse-assertion.ts";
import type { MemoryImage } from "../inputs/memory-images.ts";
import type { Mosaic } from "../pixels/mosaic.ts";
import type { TileFile } from "../pixels/tile-files.ts";
import type { ScoreOptions } from "../scores/derive/build-log.ts";
import { assertionsOf } from "./assertions.ts";
import { checkValues, type OptionName } from "./option-rules.ts";
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

/** The images of a checkpoint that have contrast, as the embedder sees them. */
export interface CheckpointEmbeddings {
  /** Name of the run where several are judged. */
  run?: string;
  /** Of the checkpoint in its Analysis. */
  index: number;
  checkpoint: Checkpoint;
  /** One per row. */
  members: readonly string[];
  /** Unit vectors, row by row. Read when they are first asked for, which must be before the function that was given them ends. */
  readonly embeddings: Float32Array;
  /** Values of a row. */
  dimension: number;
  /** Its images as pictures, read again from where they lie. */
  pictures: CheckpointPictures;
}

export interface CheckpointPictures {
  /** All of its images, those without contrast too. */
  members: readonly string[];
  /**
   * As PNG files of their own size, one at a time, with names that are safe.
   * @throws InputError when one can not be decoded any more
   */
  files: (members: readonly string[]) => AsyncGenerator<TileFile>;
  /** On one PNG, none larger than `size` pixels on a side; null where none can be read. */
  mosaic: (members: readonly string[], size: number) => Promise<Mosaic | null>;
  /** As pages show them, none larger than `size` pixels on a side; what can not be read any more is left out. */
  sprites: (members: readonly string[], size: number) => Promise<Sprite[]>;
}

export interface AnalyzeOptions extends ModelOptions {
  /** Folders, files or globs with pictures; empty when only scores are judged. */
  inputs?: readonly string[];
  /** Pictures in memory, in the place of `inputs`. */
  images?: readonly MemoryImage[];
  /** Score logs of the run: files or folders, of any known format; `name=path` for a file with one quantity. */
  scores?: string | readonly string[];
  /** What the logs are, where they do not say it themselves. */
  scoreOptions?: ScoreOptions;
  /** Layout of every sheet; found automatically when left out. */
  grid?: { columns: number; rows: number };
  /** Pixels between the tiles of `grid`. */
  padding?: number;
  /**
   * Images of each checkpoint at most, 16 or more, for a quick first answer with wider intervals; of more, a sample by their names. Default:
   * all.
   */
  sample?: number;
  /** Default "auto". */
  device?: Device;
  /** Threads for decoding and computing, default: all. */
  threads?: number;
  /** Cosine similarity from which two images are near-duplicates, default: the embedder's. */
  threshold?: number;
  /**
   * Folder, file or glob with real images to compare with, single ones or sheets. Default: what lies in or beside `inputs` and is called
   * real (real_samples.png, real/); false: none.
   */
  reference?: string | false;
  /** Real images measured at most, default 10,000; of more, a sample by content. */
  referenceLimit?: number;
  /** "folders" (the folder of an image is its class), or a CSV file with the columns path and class. */
  classes?: string;
  /** Verdict from which the exit code is 1, default "fail". */
  failOn?: FailOn;
  /** Conditions on figures, such as "duplicatePairShare <= 5% @ any": one that is broken makes the exit code 1. */
  assert?: string | readonly string[];
  /** Assertions have to hold for the end of the 95 % interval that is against them too. Default false. */
  strict?: boolean;
  /** `assert` for short: the share of alike pairs at the last checkpoint is at most this, from 0 to 1. */
  maxDuplicates?: number;
  /** `assert` for short: the last checkpoint shows at least so many distinct modes. */
  minModes?: number;
  /** Where options were read from, as the Analysis is to name it; the file itself is not read. */
  config?: string;
  /** Folder for embeddings of earlier runs, default: none are kept. */
  cache?: string;
  /** Files that earlier runs saw are read again and told by their content alone; without it by path, size and time too. Default false. */
  verifyCache?: boolean;
  /** Put pictures, close pairs and a map into the Analysis, for the HTML report. Default false. */
  thumbnails?: boolean | Partial<PictureLimits>;
  /** Measure the MS-SSIM of random pairs too, which decodes images again. Default false. */
  msSsim?: boolean;
  /**
   * Is given every checkpoint once, when it was measured, and waited for. What reading `embeddings` throws has to reach its caller: the
   * checkpoint is embedded again then, and given again.
   */
  onCheckpoint?: (images: CheckpointEmbeddings) => void | Promise<void>;
  onProgress?: (progress: Progress) => void;
  /** Ends the run when it is aborted: looked at before every stage, checkpoint and image. */
  signal?: AbortSignal;
}

export interface ReportPictures extends PictureLimits {
  /** Pixels of the longer side where the images of the last checkpoint are few. */
  fewSize: number;
}

/** The options of a run with every default in its place. */
export interface Order extends Omit<AnalyzeOptions, "thumbnails" | "assert" | "maxDuplicates" | "minModes"> {
  inputs: readonly string[];
  scores: readonly string[];
  device: Device;
  threads: number;
  referenceLimit: number;
  failOn: FailOn;
  assertions: readonly Asserted[];
  strict: boolean;
  /** null when no report is wanted. */
  pictures: ReportPictures | null;
  msSsim: boolean;
}

const DEFAULT_REFERENCE_LIMIT = 10_000;
const DEFAULT_PICTURES: ReportPictures = { count: 640, size: 64, fewSize: 128, bytes: 9e6 };

/** Options that mean something only beside another one, and what to do. */
const NEEDED: readonly (readonly [option: OptionName, needed: OptionName, next: string])[] = [
  ["padding", "grid", "add the layout, such as --grid 8x8"],
  ["referenceLimit", "reference", "add the folder of real images"],
  ["modelInputSize", "model", "name the model it belongs to"],
  ["modelNormalize", "model", "name the model it belongs to"],
  ["modelPooling", "model", "name the model it belongs to"],
  ["modelOutput", "model", "name the model it belongs to"],
];

/** @throws UsageError when a value can not be, or an option lacks the one it belongs to */
export const checkOptions = (options: { [Name in OptionName]?: unknown }): void => {
  checkValues(options);
  for (const [option, needed, next] of NEEDED)
    if (options[option] !== undefined && options[needed] === undefined)
      throw new UsageError(`Expected ${flagOf(needed)} together with ${flagOf(option)}. Next: ${next}`);
};

/** A size that was asked for is the size of all. */
const reportPictures = (limits: Partial<PictureLimits>): ReportPictures => ({
  ...DEFAULT_PICTURES,
  ...(limits.size === undefined ? {} : { fewSize: limits.size }),
  ...limits,
});

/** @throws UsageError when the options can not mean a run */
export const orderOf = (options: AnalyzeOptions): Order => {
  checkOptions(options);
  checkOptions(options.scoreOptions ?? {});
  const { inputs = [], scores: logs = [], thumbnails = false, assert, maxDuplicates, minModes, ...others } = options;
  if (inputs.length > 0 && options.images) throw new UsageError("Expected --inputs or --images but received both");
  const isPictured = inputs.length > 0 || options.images !== undefined;
  const scores = typeof logs === "string" ? [logs] : logs;
  if (!isPictured && scores.length === 0)
    throw new UsageError(
      "Expected pictures, --scores or both but received neither. Next: name a folder of samples, a score log or both",
    );
  if (!isPictured && ((options.reference || undefined) ?? options.classes) !== undefined)
    throw new UsageError(
      "Expected pictures together with --reference or --classes but received none. Next: name a folder of samples",
    );
  return {
    ...others,
    inputs,
    scores,
    device: options.device ?? "auto",
    threads: options.threads ?? availableParallelism(),
    referenceLimit: options.referenceLimit ?? DEFAULT_REFERENCE_LIMIT,
    failOn: options.failOn ?? "fail",
    ...assertionsOf(options),
    msSsim: options.msSsim ?? false,
    pictures: thumbnails === false ? null : reportPictures(thumbnails === true ? {} : thumbnails),
  };
};
