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
  const found: Found<File> = { files: [], skipped: [] };
  for (const file of files) {
    const reason = reasonFor(file);
    if (reason === null) found.files.push(file);
    else found.skipped.push({ path: file.path, reason });
  }
  return found;
};
