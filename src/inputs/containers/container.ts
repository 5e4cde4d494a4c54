/** Files that hold many pictures. A member is read by itself; nothing is unpacked to the disk. */
import { stat } from "node:fs/promises";
import type { Skipped } from "../../analysis/analysis.ts";
import type { Picture } from "../../pixels/read-picture.ts";
import { openEventPictures } from "./event-pictures.ts";
import { MOST_HELD_BYTES } from "./limits.ts";
import { openNpy, openNpz } from "./npz.ts";
import { openTar } from "./tar.ts";
import { openZip } from "./zip.ts";

export interface ContainerMember {
  /** What reports add to the container's path: `/inner/name.png`, or `#17` for the images of an array. */
  suffix: string;
  /** Class of the image, where the container says one. */
  label?: string;
}

/** The bytes of a picture file, pixels, or a frame of the container, which is an animation. */
export type MemberContent = { encoded: Buffer } | { picture: Picture } | { page: number };

export interface MemberLocation {
  /** Of the container. */
  path: string;
  /** Position in `Container.members`, or number of the frame. */
  index: number;
}

export interface Container {
  /** In the order of the container. */
  members: ContainerMember[];
  /** Every other member with the reason; `path` is a suffix as above, empty when it is about the whole container. */
  refused: Skipped[];
  /** Bytes that stay in memory while the container is open. */
  heldBytes: number;
  /** @throws Error with a reason for people */
  read: (index: number) => Promise<MemberContent>;
  /** Where it is known without reading the member. */
  size?: { width: number; height: number };
}

const KINDS: readonly [name: RegExp, open: (path: string) => Promise<Container>][] = [
  [/\.npz$/i, openNpz],
  [/\.npy$/i, openNpy],
  [/\.zip$/i, openZip],
  [/\.(?:tar|tar\.gz|tgz)$/i, openTar],
  [/(?:^|[\\/])[^\\/]*\.tfevents\.[^\\/]*$/, openEventPictures],
];

export const isContainer = (path: string): boolean => KINDS.some(([name]) => name.test(path));

/** What stands for a member wherever the path of a picture file is expected. NUL can not be part of a path. */
export const memberLocation = (path: string, index: number): string => `${path}\0${index}`;

/** null for a plain file. */
export const parseLocation = (location: string): MemberLocation | null => {
  const at = location.indexOf("\0");
  return at === -1 ? null : { path: location.slice(0, at), index: Number(location.slice(at + 1)) };
};

/** The last one used comes last. */
const open = new Map<string, { key: string; container: Promise<Container>; heldBytes: number }>();

/** Stays open for the next member, unless all open containers together hold more than MOST_HELD_BYTES. @throws Error with a reason for people */
export const openContainer = async (path: string): Promise<Container> => {
  const { size, mtimeMs } = await stat(path);
  const key = `${size} ${mtimeMs}`;
  const known = open.get(path);
  const entry =
    known?.key === key ? known : { key, container: KINDS.find(([name]) => name.test(path))![1](path), heldBytes: 0 };
  open.delete(path);
  open.set(path, entry);
  try {
    const container = await entry.container;
    entry.heldBytes = container.heldBytes;
    closeOldest(path);
    return container;
  } catch (error) {
    if (open.get(path) === entry) open.delete(path);
    throw error;
  }
};

const closeOldest = (current: string): void => {
  let total = [...open.values()].reduce((sum, { heldBytes }) => sum + heldBytes, 0);
  for (const [path, { heldBytes }] of open) {
    if (total <= MOST_HELD_BYTES) return;
    if (path === current) continue;
    open.delete(path);
    total -= heldBytes;
  }
};
