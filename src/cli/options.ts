/** Flags: what they are called, and the one rule that reads each. */
import type { Command } from "commander";
import { type OptionName, readValue } from "../run/option-rules.ts";

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
