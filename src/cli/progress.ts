/** One line of progress on a terminal; silent in a pipe. */
import type { Progress } from "../stages.ts";
import { safeText } from "./safe-text.ts";

const CLEAR_LINE = "\r\u001b[K";

export const showProgress = (
  stream: NodeJS.WriteStream,
): { update: (progress: Progress) => void; clear: () => void } => {
  if (!stream.isTTY) return { update: () => {}, clear: () => {} };
  return {
    update: ({ stage, done, total, label }) => {
      const part = total === undefined ? "" : ` ${(done ?? 0) + 1} of ${total}${label ? `: ${safeText(label)}` : ""}`;
      stream.write(`${CLEAR_LINE}${`${stage}${part}`.slice(0, (stream.columns ?? 80) - 1)}`);
    },
    clear: () => {
      stream.write(CLEAR_LINE);
    },
  };
};
