/** What a container (a file that holds many pictures) is to the other files. A member is read by itself; nothing is unpacked to the disk. */
import type { Skipped } from "../../analysis/analysis.ts";
import type { PictureContent } from "../../pixels/picture.ts";
import type { NamedStep } from "../file-names.ts";

/** A kind of container; kinds.ts has the list of them. */
export interface ContainerKind {
  /** As errors list it. */
  name: string;
  /** Matches the path of such a file; what is left of the name without the match may say a step. */
  pattern: RegExp;
  /** Its file belongs to the scores, so nothing is said about it where pictures lie beside it. */
  isScoreLog?: boolean;
  /** @throws Error with a reason for people */
  open: (path: string) => Promise<Container>;
}

export interface Container {
  /** In the order of the container. */
  members: ContainerMember[];
  /** Every other member with the reason; `path` is a suffix, empty when it is about the whole container. */
  refused: Skipped[];
  /** The members are numbered: their order stays, and they lie in the container as files do in a folder. */
  isArray?: boolean;
  /** Bytes that stay in memory while the container is open. */
  heldBytes: number;
  /** Where it is the same for all members, and known without reading them. */
  size?: { width: number; height: number };
}

export interface ContainerMember {
  /** What reports add to the container's path: `/inner/name.png`, or `#17` for the images of an array. */
  suffix: string;
  /** Class of the image, where the container says one. */
  label?: string;
  /** Step of the image, where the container says one; else its name may. */
  named?: NamedStep;
  /** @throws Error with a reason for people */
  read(): Promise<PictureContent>;
}
