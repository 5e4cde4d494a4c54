/** Serves every run below a folder: opens what that needs in order, and closes it in the other. */
import { mkdir, realpath } from "node:fs/promises";
import { UsageError } from "../errors.ts";
import { openApiFile } from "../run/page-files.ts";
import { toolVersion } from "../run/tool-version.ts";
import { appOf } from "./app.ts";
import { inspect } from "./inspect.ts";
import { type Listening, listen } from "./listen.ts";
import { type ServedOptions, ServedRuns } from "./served-runs.ts";
import { assertUnserved, removeServerFile, writeServerFile } from "./server-file.ts";
import { Store } from "./store.ts";

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
  let port = 0;
  const version = toolVersion();
  const app = appOf({
    board: runs.board,
    post: (name, posted, wait) => runs.post(name, posted, wait),
    token: address.token,
    port: () => port,
    largestBody: LARGEST_BODY,
    health: { name: "gan-diversity", version, root },
    openapi: openApiFile,
    warn: options.warn,
  });
  await runs.open();
  const listening = await listen(app, address).catch(async (error: unknown) => {
    await runs.close();
    throw error;
  });
  port = listening.port;
  const close = async () => {
    await listening.close();
    await runs.close();
  };
  await writeServerFile(root, { url: listening.url, pid: process.pid, version }).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    ...listening,
    close: async () => {
      await removeServerFile(root);
      await close();
    },
  };
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
