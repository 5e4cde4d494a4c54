/** The options that take something along beside the reports. */
import type { Command } from "commander";
import { UsageError } from "../../errors.ts";

export interface ExportValues {
  embeddings?: string;
  tensorboard?: string;
  representatives?: string;
  charts?: string;
}

/** For commands that measure. */
export const addExportOptions = (command: Command): Command =>
  addChartOption(command)
    .option(
      "--embeddings <file.npy>",
      "write all embeddings as a NumPy array (float32), and what each row is as CSV beside it",
      parseArray,
    )
    .option(
      "--tensorboard <folder>",
      "add an event file with figures, scores and near-duplicates, for TensorBoard",
      parseFolder("--tensorboard"),
    )
    .option(
      "--representatives <folder>",
      "write a picture of each mode of the last checkpoint; the folder has to be new or empty",
      parseFolder("--representatives"),
    );

/** For every command that has an analysis. */
export const addChartOption = (command: Command): Command =>
  command.option(
    "--charts <folder>",
    "write every chart as SVG and PNG; the folder has to be new or empty",
    parseFolder("--charts"),
  );

const parseArray = (text: string): string => {
  if (/[^/\\]\.npy$/i.test(text)) return text;
  throw new UsageError(
    `Expected a file that ends in .npy for --embeddings but received ${JSON.stringify(text)}. Next: write it such as --embeddings embeddings.npy`,
  );
};

const parseFolder =
  (flag: string) =>
  (text: string): string => {
    if (text !== "" && text !== "-") return text;
    throw new UsageError(`Expected a folder for ${flag} but received ${JSON.stringify(text)}. Next: name a folder`);
  };

/** Beside the array. */
export const membersFileOf = (array: string): string => array.replace(/\.npy$/i, ".csv");
