/** Tar archives, plain or packed by gzip: read once from front to back, so the (encoded) pictures stay in memory. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Parser, type ReadEntry } from "tar";
import type { Skipped } from "../../analysis/analysis.ts";
import type { Container, ContainerMember } from "./container.ts";
import { innerLabel, MOST_HELD_BYTES, MOST_MEMBERS, mebibytes, memberRefusal, mostUnpackedBytes } from "./limits.ts";

const FILE_TYPES = new Set(["File", "OldFile", "ContiguousFile"]);
const FOLDER_TYPES = new Set(["Directory", "GNUDumpDir"]);

export const openTar = async (path: string): Promise<Container> => {
  const members: ContainerMember[] = [];
  const refused: Skipped[] = [];
  const seen = new Set<string>();
  let heldBytes = 0;
  const parser = new Parser({
    strict: false,
    // The cap on unpacked bytes is ours.
    maxDecompressionRatio: Number.POSITIVE_INFINITY,
    onwarn: (_code, message) => refused.push({ path: "", reason: String(message).split("\n")[0]! }),
    onReadEntry: (entry) => {
      const suffix = `/${innerLabel(String(entry.path))}`;
      const reason =
        refusal(entry, heldBytes, members.length) ?? (seen.has(suffix) ? "a second member of the same name" : null);
      seen.add(suffix);
      if (reason !== null || FOLDER_TYPES.has(entry.type)) {
        if (reason !== null) refused.push({ path: suffix, reason });
        entry.resume();
        return;
      }
      heldBytes += entry.size;
      const parts: Buffer[] = [];
      entry.on("data", (part: Buffer) => parts.push(Buffer.from(part)));
      entry.on("end", () => {
        const bytes = Buffer.concat(parts);
        if (bytes.length === entry.size) members.push({ suffix, read: async () => ({ encoded: bytes }) });
        else refused.push({ path: suffix, reason: "the archive ends inside this member" });
      });
    },
  });
  const problem = await feed(path, parser);
  if (problem !== null) refused.push({ path: "", reason: problem });
  return { members, refused, heldBytes };
};

const refusal = (entry: ReadEntry, heldBytes: number, count: number): string | null => {
  if (FOLDER_TYPES.has(entry.type)) return null;
  if (!FILE_TYPES.has(entry.type)) return "a link or device, no file";
  const reason = memberRefusal(String(entry.path), entry.size);
  if (reason !== null) return reason;
  if (count >= MOST_MEMBERS) return `more than ${MOST_MEMBERS} members`;
  if (heldBytes + entry.size > MOST_HELD_BYTES)
    return `the pictures of a tar archive have to fit into ${mebibytes(MOST_HELD_BYTES)}; unpack it and give the folder`;
  return null;
};

/** null, or why the archive ends early. */
const feed = async (path: string, parser: Parser): Promise<string | null> => {
  const ended = new Promise<void>((resolve, reject) => {
    parser.on("end", resolve);
    parser.on("error", reject);
  });
  // Waited for below, and only where the file could be read.
  ended.catch(() => {});
  const most = mostUnpackedBytes((await stat(path)).size);
  const consume = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > most) throw new Error(`it unpacks to more than ${mebibytes(most)}`);
      if (!parser.write(chunk)) await new Promise<void>((resolve) => parser.once("drain", () => resolve()));
    }
  };
  let problem: string | null = null;
  try {
    if (/gz$/i.test(path)) await pipeline(createReadStream(path), createGunzip(), consume);
    else await pipeline(createReadStream(path), consume);
  } catch (error) {
    problem = `the archive can not be read to its end: ${(error as Error).message}`;
  }
  parser.end();
  await ended.catch((error: Error) => {
    problem ??= error.message;
  });
  return problem;
};
