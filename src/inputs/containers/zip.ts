/** Zip archives: the list of members comes from yauzl, a member is read by its place in the file. */
import { createReadStream } from "node:fs";
import { type FileHandle, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { crc32, createInflateRaw, inflateRaw } from "node:zlib";
import yauzl from "yauzl";
import { leaveOut } from "../found.ts";
import type { Container } from "./container.ts";
import { innerLabel, MOST_MEMBER_BYTES, MOST_MEMBERS, mebibytes, memberRefusal, mostUnpackedBytes } from "./limits.ts";
import { readAt, withFile } from "./read-at.ts";

export interface ZipEntry {
  /** As a label: no part leads upwards. */
  name: string;
  isFolder: boolean;
  isEncrypted: boolean;
  method: number;
  packedBytes: number;
  bytes: number;
  crc32: number;
  /** Of the local header, from the start of the file. */
  offset: number;
}

/** Methods of packing. */
export const STORED = 0;
const DEFLATED = 8;
const LOCAL_HEADER = 30;
const LOCAL_SIGNATURE = 0x04034b50;

/** @throws Error with a reason for people */
export const openZip = async (path: string): Promise<Container> => {
  const { entries, problem } = await listZip(path);
  const bombs = overlapping(entries);
  let left = mostUnpackedBytes((await stat(path)).size);
  /** The members that come first are read. */
  const tooMuch = ({ bytes }: ZipEntry): string | null => {
    left -= bytes;
    return left < 0 ? "the archive unpacks to far more than pictures do" : null;
  };
  const seen = new Set<string>();
  const refusal = ({ entry }: { entry: ZipEntry }): string | null => {
    const isRepeated = seen.has(entry.name);
    seen.add(entry.name);
    const repeated = isRepeated ? "a second member of the same name" : null;
    const shared = bombs.has(entry) ? "it shares its bytes with another member" : null;
    return memberRefusal(entry.name, entry.bytes) ?? unreadable(entry) ?? repeated ?? shared ?? tooMuch(entry);
  };
  const inside = entries.filter(({ isFolder }) => !isFolder).map((entry) => ({ path: `/${entry.name}`, entry }));
  const { files, skipped } = leaveOut(inside, refusal);
  return {
    members: files.map(({ path: suffix, entry }) => ({
      suffix,
      read: async () => ({ encoded: await readZipEntry(path, entry, MOST_MEMBER_BYTES) }),
    })),
    refused: [...(problem === null ? [] : [{ path: "", reason: problem }]), ...skipped],
    heldBytes: 0,
  };
};

/** Members that lie over each other, as in archives made to unpack without end. */
const overlapping = (entries: readonly ZipEntry[]): Set<ZipEntry> => {
  const found = new Set<ZipEntry>();
  let last: ZipEntry | null = null;
  for (const entry of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (last && entry.offset < endOf(last)) {
      found.add(entry);
      found.add(last);
    }
    // Of two that overlap the longer one reaches the ones behind.
    if (!last || endOf(entry) > endOf(last)) last = entry;
  }
  return found;
};

/** At least: the lengths of name and extra fields come on top. */
const endOf = ({ offset, packedBytes }: ZipEntry): number => offset + LOCAL_HEADER + packedBytes;

/** Why a member can not be read at all. */
export const unreadable = ({ isEncrypted, method, packedBytes, bytes }: ZipEntry): string | null => {
  if (isEncrypted) return "it is encrypted";
  if (method !== STORED && method !== DEFLATED) return `it is packed by method ${method}, which is not supported`;
  return method === STORED && packedBytes !== bytes ? "its two sizes do not agree" : null;
};

/** `problem` says why the list ends early. @throws Error when the file is no zip archive */
export const listZip = (path: string): Promise<{ entries: ZipEntry[]; problem: string | null }> =>
  new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, decodeStrings: false, validateEntrySizes: true }, (failure, zip) => {
      if (failure) return reject(failure);
      const entries: ZipEntry[] = [];
      const finish = (problem: string | null) => {
        zip.close();
        resolve({ entries, problem });
      };
      zip.on("error", (error: Error) =>
        finish(`the archive's list breaks off behind ${entries.length} of ${zip.entryCount} members: ${error.message}`),
      );
      zip.on("end", () => finish(null));
      zip.on("entry", (entry: yauzl.Entry) => {
        entries.push(zipEntry(entry));
        if (entries.length >= MOST_MEMBERS)
          finish(`only the first ${MOST_MEMBERS} of ${zip.entryCount} members are read`);
        else zip.readEntry();
      });
      zip.readEntry();
    });
  });

const zipEntry = (entry: yauzl.Entry): ZipEntry => {
  const raw = entry.fileNameRaw;
  const name = yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, false);
  return {
    name: innerLabel(name),
    isFolder: name.endsWith("/"),
    isEncrypted: (entry.generalPurposeBitFlag & 1) !== 0,
    method: entry.compressionMethod,
    packedBytes: entry.compressedSize,
    bytes: entry.uncompressedSize,
    crc32: entry.crc32,
    offset: entry.relativeOffsetOfLocalHeader,
  };
};

const inflate = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw);

const inflated = (packed: Buffer, most: number): Promise<Buffer> =>
  inflate(packed, { maxOutputLength: Math.max(1, most) }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "ERR_BUFFER_TOO_LARGE" ? new Error(`unpacks to more than ${most} bytes`) : error;
  });

/** The unpacked bytes, held to the declared size and checksum. @throws Error with a reason for people */
export const readZipEntry = async (path: string, entry: ZipEntry, most: number): Promise<Buffer> => {
  const reason = unreadable(entry);
  if (reason) throw new Error(reason);
  if (entry.bytes > most || entry.packedBytes > most)
    throw new Error(`claims ${mebibytes(Math.max(entry.bytes, entry.packedBytes))}, more than ${mebibytes(most)}`);
  const bytes = await withFile(path, async (handle) => {
    const start = await dataOffset(handle, entry);
    if (entry.method === DEFLATED && entry.bytes > LARGE) return inflateLarge(path, start, entry);
    const packed = await readAt(handle, start, entry.packedBytes);
    return entry.method === STORED ? packed : inflated(packed, entry.bytes);
  });
  if (bytes.length !== entry.bytes) throw new Error(`unpacks to ${bytes.length} bytes instead of ${entry.bytes}`);
  if (crc32(bytes) !== entry.crc32) throw new Error("its checksum does not match");
  return bytes;
};

/** Bytes from which a member is unpacked piece by piece, so that it is in memory only once. */
const LARGE = 2 ** 24;

const inflateLarge = async (path: string, start: number, entry: ZipEntry): Promise<Buffer> => {
  const bytes = Buffer.allocUnsafeSlow(entry.bytes);
  let filled = 0;
  let isTooLong = false;
  const packed = createReadStream(path, { start, end: start + entry.packedBytes - 1 });
  await pipeline(packed, createInflateRaw(), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      isTooLong = filled + chunk.length > bytes.length;
      if (isTooLong) return;
      filled += chunk.copy(bytes, filled);
    }
  }).catch((error: Error) => {
    // Leaving the loop early aborts the streams before it.
    if (!isTooLong) throw error;
  });
  if (isTooLong) throw new Error(`unpacks to more than ${entry.bytes} bytes`);
  return bytes.subarray(0, filled);
};

/** Where the packed bytes of a member start. */
export const dataOffset = async (handle: FileHandle, { offset }: ZipEntry): Promise<number> => {
  const header = await readAt(handle, offset, LOCAL_HEADER);
  if (header.readUInt32LE(0) !== LOCAL_SIGNATURE) throw new Error("the archive holds no member where its list says");
  return offset + LOCAL_HEADER + header.readUInt16LE(26) + header.readUInt16LE(28);
};
