/** Files on their way to the checkpoints, beside what was left out and why. */
import type { Skipped } from "../analysis/analysis.ts";

export interface Found<File> {
  files: File[];
  skipped: Skipped[];
}

/** @param reasonFor null where a file stays */
export const leaveOut = <File extends { path: string }>(
  files: readonly File[],
  reasonFor: (file: File) => string | null,
): Found<File> => {
  const judged = files.map((file) => ({ file, reason: reasonFor(file) }));
  return {
    files: judged.filter(({ reason }) => reason === null).map(({ file }) => file),
    skipped: judged.flatMap(({ file: { path }, reason }) => (reason === null ? [] : [{ path, reason }])),
  };
};

export const together = <File>(parts: readonly Found<File>[]): Found<File> => ({
  files: parts.flatMap(({ files }) => files),
  skipped: parts.flatMap(({ skipped }) => skipped),
});
