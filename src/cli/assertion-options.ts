/** The options that say what a result has to be. */
import type { Command } from "commander";
import { addedTo, parserOf } from "./options.ts";

export interface AssertionOptionValues {
  assert?: string[];
  strict?: boolean;
  maxDuplicates?: number;
  minModes?: number;
}

/** For every command that gives a result. */
export const addAssertionOptions = (command: Command): Command =>
  command
    .option(
      "--assert <condition>",
      'exit with 1 where it is broken, such as "duplicatePairShare <= 5%", with @ last, @ any or @ step:N behind it; may be given several times',
      addedTo(String),
    )
    .option(
      "--max-duplicates <share>",
      "assert that at most so many pairs are alike, such as 5%",
      parserOf("maxDuplicates"),
    )
    .option("--min-modes <count>", "assert that there are at least so many distinct modes", parserOf("minModes"))
    .option("--strict", "assertions have to hold for the whole 95 % interval");
