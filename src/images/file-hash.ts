/** Identity of a file by its bytes. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

/** Larger files are read piece by piece. */
const AT_ONCE = 2 ** 24;

/** SHA-256, hex. @throws Error when the file can not be read */
export const hashFile = async (path: string): Promise<string> => {
  const hash = createHash("sha256");
  if ((await stat(path)).size <= AT_ONCE) hash.update(await readFile(path));
  else await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
};
