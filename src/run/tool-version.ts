import { readFileSync } from "node:fs";
import { packageFile } from "../kit/package-file.ts";

/** Names the built code; sources that were never built have no name of their own. */
export const buildId = (): string => {
  try {
    return readFileSync(packageFile("dist/build-id"), "utf8");
  } catch {
    return toolVersion();
  }
};

/** Version of this package, from its package.json. */
export const toolVersion = (): string =>
  (JSON.parse(readFileSync(packageFile("package.json"), "utf8")) as { version: string }).version;
