/** Serves every run below a folder: opens what that needs in order, and closes it in the other. */
import { mkdir, realpath } from "node:fs/promises";
import { UsageError } from "../errors.ts";
import { openApiFile } from "../run/page-files.ts";
import { toolVersion } from "../run/tool-version.ts";
import { type AppOptions, appOf } from "./app.ts";
import type { Board } from "./board.ts";
import { inspect } from "./inspect.ts";
import { type Listening, listen } from "./listen.ts";
import { type ServedOptions, ServedRuns } from "./served-runs.ts";
import { assertUnserved, removeServerFile, writeServerFile } from "./server-file.ts";
import { type Posted, Store } from "./store.ts";

export interface Address {
  host: string;
  /** 0: a free one. */
  port: number;
  /** null where only this machine is listened to, and anybody on it is answered. */
  token: string | null;
}

const LARGEST_BODY = 2 ** 26;
const SHORTEST_TOKEN = 16;
const LOOPBACK: readonly string[] = ["127.0.0.1", "localhost", "::1"];

/** @throws UsageError where anybody on the network could look, or post */
export const assertAddress = ({ host, token }: Address): void => {
  if (token === null && !LOOPBACK.includes(host))
    throw new UsageError(
      `Expected a token together with --host ${host}, which other machines reach. Next: add --token, or GAN_DIVERSITY_TOKEN in the environment, of ${SHORTEST_TOKEN} characters or more`,
    );
  if (token !== null && !/^[\x21-\x7e]+$/.test(token))
    throw new UsageError(
      "Expected letters, digits and signs without spaces for --token. Next: make one with openssl rand -hex 16",
    );
  if (token !== null && token.length < SHORTEST_TOKEN)
    throw new UsageError(
      `Expected ${SHORTEST_TOKEN} characters or more for --token but received ${token.length}. Next: make one with openssl rand -hex 16`,
    );
};

/** @throws UsageError where the folder can not be had, or is served already */
export const serveRoot = async (folder: string, address: Address, options: ServedOptions): Promise<Listening> => {
  const root = await makeRoot(folder);
  await assertUnserved(root);
  const runs = new ServedRuns(new Store(root, inspect), options);
  const post = (name: string, posted: Posted, wait: boolean) => runs.post(name, posted, wait);
  await runs.open();
  const opened = [() => runs.close()];
  try {
    const listening = await serveBoard(runs.board, address, { root, folder, post, warn: options.warn });
    opened.push(listening.close);
    await writeServerFile(root, { url: listening.url, pid: process.pid, version: toolVersion() });
    opened.push(() => removeServerFile(root));
    return { ...listening, close: () => closeAll(opened) };
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
};

/** What was opened last is closed first. */
const closeAll = async (opened: readonly (() => Promise<void>)[]): Promise<void> => {
  for (const close of opened.toReversed()) await close();
};

/** @throws UsageError where it can not listen there */
export const serveBoard = async (
  board: Board,
  address: Address,
  { root, ...served }: { root: string } & Pick<AppOptions, "folder" | "post" | "warn">,
): Promise<Listening> => {
  let port = 0;
  const app = appOf({
    ...served,
    board,
    token: address.token,
    port: () => port,
    largestBody: LARGEST_BODY,
    health: { name: "gan-diversity", version: toolVersion(), root },
    openapi: openApiFile,
  });
  const listening = await listen(app, address);
  port = listening.port;
  return listening;
};

const makeRoot = async (folder: string): Promise<string> => {
  try {
    await mkdir(folder, { recursive: true });
    return await realpath(folder);
  } catch (cause) {
    throw new UsageError(
      `Expected a folder to serve at ${folder} but it can not be made: ${(cause as Error).message}`,
      { cause },
    );
  }
};
