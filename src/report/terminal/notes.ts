/** Notes as far as there is room for whole ones; the others are counted, so that nobody takes silence for none. */
import type { Analysis } from "../../analysis/analysis.ts";
import { counted, plain } from "../words.ts";
import type { Screen } from "./screen.ts";
import { wrap } from "./wrap.ts";

/** @param rows lines that there may be, at least 1 */
export const noteLines = (
  { warnings, skipped }: Pick<Analysis, "warnings" | "skipped">,
  { width, colors }: Screen,
  rows: number,
): string[] => {
  const lines: string[] = [];
  let untold = 0;
  for (const warning of warnings) {
    const note = wrap(`note: ${plain(warning)}`, width);
    if (lines.length + note.length + 1 <= rows) lines.push(...note);
    else untold++;
  }
  const counts = [
    ...(untold > 0 ? [counted(untold, lines.length > 0 ? "more note" : "note")] : []),
    ...(skipped.length > 0 ? [`${counted(skipped.length, "file")} left out`] : []),
  ];
  const rest = counts.length > 0 ? wrap(`${counts.join(", ")} (--verbose tells more)`, width) : [];
  return [...lines, ...rest].map(colors.dim);
};
