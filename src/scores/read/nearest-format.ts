/** What a refused text came nearest to, and what it lacked. */
import type { TextFormat } from "../formats/format.ts";
import type { LogTable } from "../table/log-table.ts";

interface Tried {
  format: TextFormat;
  lines: LogTable["lines"];
}

/** One sentence. A format with a grammar of its own says more than one that reads any names, so the first of equals counts. */
export const nearestFormat = (tried: readonly Tried[]): string => {
  const nearest = tried.reduce<Tried | null>((best, one) => (worth(one) > (best ? worth(best) : 0) ? one : best), null);
  if (!nearest) return "No line has a loss, a score or a metric with a number behind its name.";
  const { format, lines } = nearest;
  const lacks =
    lines.read > 0
      ? `${lines.read} line(s) can be read, and a log has ${format.fewestLines ?? 1} at least`
      : `${lines.refused} line(s) look like its rows, but their numbers are missing`;
  return `It comes nearest to the format ${format.name}: ${lacks}.`;
};

const worth = ({ lines: { read, refused } }: Tried): number => 2 * read + refused;
