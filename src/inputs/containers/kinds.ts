/** The kinds of containers that are read: a new one is a file of its own and a place in a list here. */
import type { ContainerKind } from "./container.ts";

/** Each is loaded when the first of its files is opened: most runs have none. */
const CONTAINERS: readonly ContainerKind[] = [
  { name: "zip", pattern: /\.zip$/i, open: async (path) => (await import("./zip.ts")).openZip(path) },
  {
    name: "tar, tar.gz, tgz",
    pattern: /\.(?:tar|tar\.gz|tgz)$/i,
    open: async (path) => (await import("./tar.ts")).openTar(path),
  },
  { name: "npz", pattern: /\.npz$/i, open: async (path) => (await import("./npz.ts")).openNpz(path) },
  { name: "npy", pattern: /\.npy$/i, open: async (path) => (await import("./npy.ts")).openNpy(path) },
  {
    name: "TensorBoard event file",
    pattern: /\.tfevents\.[^\\/]*$/,
    isScoreLog: true,
    open: async (path) => (await import("./event-pictures.ts")).openEventPictures(path),
  },
];

export const CONTAINER_NAMES = CONTAINERS.map(({ name }) => name).join(", ");

/** undefined for any other file. */
export const containerKind = (path: string): ContainerKind | undefined =>
  CONTAINERS.find(({ pattern }) => pattern.test(path));

/** The name of a folder or container, without the ending that says its kind. */
export const withoutEnding = (name: string): string => name.replace(containerKind(name)?.pattern ?? "", "");
