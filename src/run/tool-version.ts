import { readFileSync } from "node:fs";

/** Names the built code; sources that were never built have no name of their own. */
export const buildId = (): string => {
  try {
    return readFileSync(new URL("../../dist/build-id", import.meta.url), "utf8");
  } catch {
    return toolVersion();
  }
};

/** Version of this package, from its package.json. */
export const toolVersion = (): string =>
  (JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }).version;
