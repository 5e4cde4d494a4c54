/** Flags: what they are called, and the one rule that reads each. */
import type { Command } from "commander";
import { NORMALIZATION_NAMES, type OptionName, PRESET_NAMES, readValue } from "../run/option-rules.ts";

/** Reads the text behind a flag. @throws UsageError when it can not be meant */
export const parserOf =
  (option: OptionName) =>
  (text: string): unknown =>
    readValue(option, text);

/** For options that may be given several times. */
export const addedTo =
  <T>(read: (text: string) => T) =>
  (text: string, before: T[] | undefined): T[] => [...(before ?? []), read(text)];

/** For every command that cuts sheets. */
export const addGridOptions = (command: Command): Command =>
  command
    .option(
      "--grid <COLSxROWS>",
      "layout of sample sheets, such as 8x8 (default: found automatically)",
      parserOf("grid"),
    )
    .option("--padding <pixels>", "pixels between the tiles of --grid", parserOf("padding"));

/** For every command that embeds images. */
export const addModelOptions = (command: Command): Command =>
  command
    .option(
      "--model <path or name>",
      `another embedder: an .onnx file, a TensorFlow.js model, ${PRESET_NAMES.join(", ")}`,
    )
    .option(
      "--model-input-size <pixels>",
      "side of the model's input, where the model leaves it open",
      parserOf("modelInputSize"),
    )
    .option(
      "--model-normalize <preset>",
      `${NORMALIZATION_NAMES.join(", ")} (default: imagenet)`,
      parserOf("modelNormalize"),
    )
    .option("--model-pooling <how>", "tokens of a transformer to one vector: cls or mean", parserOf("modelPooling"))
    .option("--model-output <name>", "the output that is the embedding, where several could be")
    .option("--offline", "never fetch a model");
