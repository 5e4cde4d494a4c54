/** The kinds of containers that are read: a new one is a file of its own and a place in a list here. */
import type { ContainerKind } from "./container.ts";
import { EVENT_PICTURES } from "./event-pictures.ts";
import { NPY } from "./npy.ts";
import { NPZ } from "./npz.ts";
import { TAR } from "./tar.ts";
import { ZIP } from "./zip.ts";

const CONTAINERS: readonly ContainerKind[] = [ZIP, TAR, NPZ, NPY, EVENT_PICTURES];

export const CONTAINER_NAMES = CONTAINERS.map(({ name }) => name).join(", ");

/** undefined for any other file. */
export const containerKind = (path: string): ContainerKind | undefined =>
  CONTAINERS.find(({ pattern }) => pattern.test(path));

/** The name of a folder or container, without the ending that says its kind. */
export const withoutEnding = (name: string): string => name.replace(containerKind(name)?.pattern ?? "", "");
