/** Fetches one file over HTTP into place: resumed where it was cut off, verified before anybody sees it under its name. */
import { createHash } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import { type FileHandle, lstat, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { InputError } from "../../errors.ts";
import { assertRegularFile } from "../../kit/file-kind.ts";

export interface Wanted {
  url: string;
  /** Exact length; also the most that is read. */
  bytes: number;
  /** Hex. */
  sha256: string;
}

/** Ends the name of what has arrived so far. */
export const PARTIAL = ".partial";

/** Milliseconds without any answer or data after which a server counts as gone. */
const PATIENCE = 30_000;

/** Should a link be laid there meanwhile, it is not followed. */
const WRITE = constants.O_WRONLY | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);

const fetchError = (message: string, options?: ErrorOptions): InputError =>
  new InputError("MODEL_FETCH", message, options);

/**
 * @param target path of the file; what arrived so far waits beside it in `<target>.partial`
 * @param patience milliseconds without data after which the server counts as gone
 * @throws InputError when the server can not be reached, refuses, or sends something else
 */
export const fetchFile = async (
  wanted: Wanted,
  target: string,
  onBytes: (done: number) => void = () => {},
  patience = PATIENCE,
): Promise<void> => {
  const partial = target + PARTIAL;
  await mkdir(dirname(target), { recursive: true });
  const before = await lstat(partial).catch(() => null);
  const have = before?.isFile() ? before.size : 0;
  // A link leads elsewhere, and more than the whole can not be a beginning of it.
  if (before && (!before.isFile() || have > wanted.bytes)) await rm(partial, { recursive: true });
  if (have !== wanted.bytes)
    await download(wanted, { path: partial, have: have > wanted.bytes ? 0 : have }, onBytes, patience);
  const found = await sha256(partial);
  if (found !== wanted.sha256) {
    await rm(partial, { force: true });
    throw fetchError(
      `Expected SHA-256 ${wanted.sha256} for ${wanted.url} but received a file with ${found}; it was removed. Next: run again; when it stays so, the server does not send the published file`,
    );
  }
  await rename(partial, target);
};

const download = async (
  { url, bytes }: Wanted,
  { path: partial, have }: { path: string; have: number },
  onBytes: (done: number) => void,
  patience: number,
): Promise<void> => {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), patience);
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), patience);
  };
  let file: FileHandle | null = null;
  let done = have;
  try {
    const response = await fetch(url, {
      ...(have > 0 ? { headers: { Range: `bytes=${have}-` } } : {}),
      signal: abort.signal,
    });
    const resumed = response.status === 206 && have > 0;
    if (response.status !== 200 && !resumed)
      throw fetchError(
        `Expected ${url} but the server answered ${response.status} ${response.statusText}. Next: check the address in a browser, or download the file yourself and give its path to --model`,
      );
    if (resumed && !response.headers.get("content-range")?.startsWith(`bytes ${have}-`))
      throw fetchError(
        `Expected the rest of ${url} from byte ${have} on but received the range ${response.headers.get("content-range")}. Next: delete ${partial} and run again`,
      );
    if (!resumed) done = 0;
    const offered = Number(response.headers.get("content-length") ?? Number.NaN) + done;
    if (!response.headers.has("content-encoding") && offered !== bytes && !Number.isNaN(offered))
      throw fetchError(
        `Expected ${bytes} bytes at ${url} but the server offers ${offered}. Next: check that nothing stands between (a login page, a proxy), or download the file yourself and give its path to --model`,
      );
    file = await open(partial, WRITE | (resumed ? constants.O_APPEND : constants.O_TRUNC));
    onBytes(done);
    for await (const chunk of response.body ?? []) {
      alive();
      done += chunk.byteLength;
      if (done > bytes) throw fetchError(`Expected ${bytes} bytes at ${url} but the server sends more.`);
      await file.write(chunk);
      onBytes(done);
    }
    if (done < bytes) throw new Error(`the connection ended after ${done} of ${bytes} bytes`);
  } catch (cause) {
    abort.abort();
    if (cause instanceof InputError) throw cause;
    throw fetchError(
      `Expected to fetch ${url} but could not: ${reason(cause as Error, patience)}. Next: check the connection and run again (what arrived is kept and the rest is fetched), or download the file yourself and give its path to --model`,
      { cause },
    );
  } finally {
    clearTimeout(timer);
    await file?.close();
  }
};

const reason = (error: Error, patience: number): string => {
  if (error.name === "AbortError") return `no answer for ${patience / 1000} s`;
  const { cause } = error as { cause?: { code?: string; message?: string } };
  return cause ? (cause.code ?? cause.message ?? error.message) : error.message;
};

/** Hex. */
export const sha256 = async (path: string): Promise<string> => {
  await assertRegularFile(path);
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
};
