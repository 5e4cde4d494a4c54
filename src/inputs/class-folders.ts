/** Classes from folders: the folder a picture lies in names its class. */
import { basename, dirname } from "node:path/posix";

/** null for a picture that lies in no folder. @param path relative to the input root, "/" between parts */
export const classOfFolder = (path: string): string | null => {
  const folder = dirname(path);
  return folder === "." ? null : basename(folder);
};
