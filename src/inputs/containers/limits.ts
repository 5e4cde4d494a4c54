/** What a container may claim. Sizes are checked as they are declared, and again as the bytes come. */

import { foreignKind } from "../foreign-kinds.ts";
import { isPicture } from "../picture-names.ts";

/** One encoded picture. */
export const MOST_MEMBER_BYTES = 2 ** 28;
/** Pictures or arrays that have to stay in memory, since their container can only be read from front to back. */
export const MOST_HELD_BYTES = 2 ** 30;
/** What all open containers hold together, beside the one that is read: shards are read one after the other. */
export const MOST_OPEN_BYTES = 2 ** 28;
/**
 * Everything an archive may unpack to: pictures are packed already, and drawings of few colours as BMP shrink to a hundredth. What
 * small archives unpack to is read in seconds whatever they claim.
 */
export const mostUnpackedBytes = (archiveBytes: number): number => Math.max(2 ** 30, 100 * archiveBytes);
/** Arrays of one archive; a file of samples holds one or two. */
export const MOST_ARRAYS = 1000;
export const MOST_MEMBERS = 1_000_000;

export const mebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;

/** Names in archives are labels only: no part of them leads anywhere. */
export const innerLabel = (name: string): string =>
  name
    .split(/[\\/]/)
    .filter((part) => part !== "" && part !== ".")
    .map((part) => (part === ".." ? "_" : part.replaceAll("\0", "")))
    .join("/");

const notRead = (name: string): string => {
  const foreign = foreignKind(name);
  return foreign ? `${foreign.what}, no picture` : "no picture by its name";
};

/** Why a member of an archive is not read; null where it is. @param bytes that it claims to have, unpacked */
export const memberRefusal = (name: string, bytes: number): string | null => {
  if (!isPicture(name)) return notRead(name);
  return bytes > MOST_MEMBER_BYTES ? `claims ${mebibytes(bytes)}, more than ${mebibytes(MOST_MEMBER_BYTES)}` : null;
};
