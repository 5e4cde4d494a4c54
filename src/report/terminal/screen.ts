/** What is drawn on: how wide, in which colours, and in how many words. */
import picocolors from "picocolors";
import type { Finding } from "../../analysis/analysis.ts";

export interface TerminalStyle {
  color: boolean;
  /** Columns of the terminal. */
  width: number;
  /** All that can be told, instead of what fits a screen: 24 rows of a healthy run, 50 of another. Default: false. */
  verbose?: boolean;
  /** What the command ends with. Default: the exit code of the result. */
  exitCode?: number;
}

export interface Screen {
  colors: ReturnType<typeof picocolors.createColors>;
  width: number;
  verbose: boolean;
  exitCode?: number;
}

export const screenOf = ({ color, width, verbose = false, exitCode }: TerminalStyle): Screen => ({
  colors: picocolors.createColors(color),
  width: Math.max(40, Math.min(width, 110)),
  verbose,
  ...(exitCode === undefined ? {} : { exitCode }),
});

/** With an empty line between the blocks that say something. */
export const joinBlocks = (blocks: readonly (readonly string[])[]): string =>
  `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;

export const paint = ({ colors }: Screen, status: Finding["status"]): ((text: string) => string) => {
  if (status === "fail" || status === "error") return colors.red;
  if (status === "warn") return colors.yellow;
  return status === "pass" ? colors.green : colors.dim;
};
