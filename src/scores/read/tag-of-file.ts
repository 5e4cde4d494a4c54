/** The name of the one quantity that a file holds. */
import { basename } from "node:path";

/** TensorBoard names a download "run-<run>-tag-<tag>.csv"; trackers call the file as the metric. */
export const tagOfFile = (source: string): string => {
  const name = basename(source).replace(/\.[a-z]{1,5}$/i, "");
  const at = name.lastIndexOf("tag-");
  return at === -1 ? name : name.slice(at + 4);
};
