/** For who names a run without a command: what was meant. */
import { existsSync } from "node:fs";
import type { CommanderError, Option } from "commander";
import { plain } from "../report/words.ts";

/** More than a person types: a shell has put files in the place of a pattern. */
const MOST_SHOWN = 8;

/**
 * The command to run instead, a line; null where what was given is more likely a misspelt command.
 * @param args all that were given @param options of `check`
 */
export const suggestCheck = (
  { code }: CommanderError,
  args: readonly string[],
  options: readonly Option[],
): string | null => {
  const [first, ...others] = args.filter((arg) => arg !== "--debug");
  if (first === undefined) return null;
  const isPath = code === "commander.unknownCommand" && (/[./\\~*]/.test(first) || existsSync(first));
  const isOption = code === "commander.unknownOption" && options.some(({ long }) => long === first.split("=")[0]);
  if (!isPath && !isOption) return null;
  const shown = [first, ...others.slice(0, MOST_SHOWN - 1)].map((arg) => quoted(plain(arg)));
  return `Next: gan-diversity check ${shown.join(" ")}${others.length < MOST_SHOWN ? "" : " ..."}\n`;
};

/** As a POSIX shell reads it. */
const quoted = (arg: string): string => (/^[\w./:=@%+,-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`);
