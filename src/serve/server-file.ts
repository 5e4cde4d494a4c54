/** The file that says where a root is served: one server to a root, and programs find it. */
import { randomBytes } from "node:crypto";
import { link, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../errors.ts";
import { writeDurably } from "../kit/durable-file.ts";
import { removeAll } from "./durable.ts";
import { OWN_FOLDER } from "./store.ts";

export interface ServerFile {
  url: string;
  pid: number;
  version: string;
}

const PATIENCE = 2000;

const pathOf = (root: string): string => join(root, OWN_FOLDER, "server.json");

/** @throws UsageError where another server answers; what one left that was ended is removed */
export const assertUnserved = async (root: string): Promise<void> => {
  const text = await readFile(pathOf(root), "utf8").catch(() => null);
  if (text === null) return;
  const url = urlOf(text);
  if (url !== null && (await answers(url))) throw served(root, url);
  await removeAll(pathOf(root));
};

/** @throws UsageError where another server was faster */
export const writeServerFile = async (root: string, file: ServerFile): Promise<void> => {
  await mkdir(join(root, OWN_FOLDER), { recursive: true });
  const partial = join(root, OWN_FOLDER, `server-${randomBytes(9).toString("hex")}.tmp`);
  try {
    await writeDurably(partial, `${JSON.stringify(file)}\n`);
    // Unlike a renamed file, a link takes the place of none.
    await link(partial, pathOf(root)).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") throw served(root, "another address");
      throw error;
    });
  } finally {
    await removeAll(partial);
  }
};

export const removeServerFile = (root: string): Promise<void> => removeAll(pathOf(root));

const served = (root: string, url: string): UsageError =>
  new UsageError(
    `Expected a folder that is not served yet but ${root} is, at ${url}. Next: open that address, or end that server`,
  );

const urlOf = (text: string): string | null => {
  try {
    const { url } = JSON.parse(text) as { url?: unknown };
    return typeof url === "string" && URL.canParse(url) ? url : null;
  } catch {
    return null;
  }
};

/** One that asks for a token answers too. */
const answers = async (url: string): Promise<boolean> => {
  const answer = await fetch(new URL("api/health", url), {
    signal: AbortSignal.timeout(PATIENCE),
    redirect: "error",
  }).catch(() => null);
  if (!answer) return false;
  const body = (await answer.json().catch(() => null)) as { name?: unknown } | null;
  return answer.status === 401 || body?.name === "gan-diversity";
};
