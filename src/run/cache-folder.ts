/** Where this tool keeps what it can compute again. */
import { homedir, platform } from "node:os";
import { join } from "node:path";

/** Absolute path of the user's cache folder for this tool; nothing is created. */
export const cacheFolder = (environment: NodeJS.ProcessEnv = process.env): string => {
  const base =
    environment.XDG_CACHE_HOME ||
    (platform() === "win32"
      ? environment.LOCALAPPDATA || join(homedir(), "AppData", "Local")
      : join(homedir(), ...(platform() === "darwin" ? ["Library", "Caches"] : [".cache"])));
  return join(base, "gan-diversity");
};
