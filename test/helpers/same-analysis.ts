/** Whether two files hold one judgement. */
import { readFileSync } from "node:fs";

/** Everything but when it was made and how long that took. */
export const judgementIn = (path: string): unknown => withoutTimes(JSON.parse(readFileSync(path, "utf8")));

const withoutTimes = ({ createdAt, timings, runs, ...judgement }: Record<string, unknown>): unknown => ({
  ...judgement,
  ...(Array.isArray(runs) ? { runs: runs.map(withoutTimes) } : {}),
});
