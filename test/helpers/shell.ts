import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../../bin/gan-diversity.js", import.meta.url));

/** Runs a line of bash in a folder; `$TOOL` in it is the built tool. For pipes, redirections and rights. */
export const shell = (line: string, folder: string): { status: number | null; stdout: string; stderr: string } =>
  spawnSync("bash", ["-c", line], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: { ...process.env, NO_COLOR: "1", TOOL: `${process.execPath} ${BIN}`, XDG_CACHE_HOME: `${folder}/.cache` },
  });
