/**
 * Notes as far as there is room for whole ones; the others are counted, so that nobody takes silence for none. A file that is left
 * out because it is broken is named in any case: who reads only the terminal must see that pictures are missing.
 */
import type { Analysis } from "../../analysis/analysis.ts";
import { counted, plain } from "../words.ts";
import type { Screen } from "./screen.ts";
import { wrap } from "./wrap.ts";

/** A reason why a file could not be read, and not why it was not to be. */
const BROKEN = /can not be|damaged|missing|ends inside|claims/;

/** @param rows lines that there may be, at least 1 */
export const noteLines = (
  { warnings, skipped }: Pick<Analysis, "warnings" | "skipped">,
  { width, colors }: Screen,
  rows: number,
): string[] => {
  const broken = skipped.find(({ reason }) => BROKEN.test(reason));
  const lines = broken ? wrap(`note: ${plain(broken.path)}: ${plain(broken.reason)}`, width) : [];
  const others = skipped.length - (broken ? 1 : 0);
  let untold = 0;
  for (const warning of warnings) {
    const note = wrap(`note: ${plain(warning)}`, width);
    if (lines.length + note.length + 1 <= rows) lines.push(...note);
    else untold++;
  }
  const counts = [
    ...(untold > 0 ? [counted(untold, lines.length > 0 ? "more note" : "note")] : []),
    ...(others > 0 ? [`${counted(others, broken ? "more file" : "file")} left out`] : []),
  ];
  const rest = counts.length > 0 ? wrap(`${counts.join(", ")} (--verbose tells more)`, width) : [];
  return [...lines, ...rest].map(colors.dim);
};
