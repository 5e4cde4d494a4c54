/** One line of progress on a terminal; silent in a pipe. */

import { plain } from "../report/words.ts";
import type { Progress } from "../run/stages.ts";

const CLEAR_LINE = "\r\u001b[K";

export const showProgress = (
  stream: NodeJS.WriteStream,
): { update: (progress: Progress) => void; clear: () => void } => {
  if (!stream.isTTY) return { update: () => {}, clear: () => {} };
  return {
    update: ({ stage, done, total, label, unit }) => {
      const name = label ? `: ${plain(label)}` : "";
      const part =
        total === undefined
          ? ""
          : unit === "bytes"
            ? ` ${bar((done ?? 0) / total)} ${megabytes(done ?? 0)} of ${megabytes(total)} MB${name}`
            : ` ${(done ?? 0) + 1} of ${total}${name}`;
      // A terminal without a size says 0 columns.
      stream.write(`${CLEAR_LINE}${`${stage}${part}`.slice(0, (stream.columns || 80) - 1)}`);
    },
    clear: () => {
      stream.write(CLEAR_LINE);
    },
  };
};

const BAR = 20;

const bar = (share: number): string => {
  const full = Math.round(share * BAR);
  return `[${"#".repeat(full)}${"-".repeat(BAR - full)}]`;
};

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
