/** What stands in each row of a file of embeddings, and which picture stands for which mode. */
import { csv } from "./cells.ts";

export interface EmbeddedImages {
  /** "" where one run was judged alone. */
  run: string;
  /** Of the checkpoint in its Analysis. */
  index: number;
  label: string;
  step: number | null;
  members: readonly string[];
}

/** @param all in the order of the rows, which are counted from 0 */
export const renderMembersCsv = (all: readonly EmbeddedImages[]): string => {
  const rows = all.flatMap(({ run, index, label, step, members }) =>
    members.map((member) => [run, index, step, label, member]),
  );
  return csv([["run", "checkpoint", "step", "label", "member", "row"], ...rows.map((cells, row) => [...cells, row])]);
};

export interface ModePicture {
  file: string;
  run: string;
  label: string;
  step: number | null;
  /** Id of the group; null for an image that is a mode by itself. */
  group: string | null;
  /** Images of the mode, and of the checkpoint. */
  size: number;
  images: number;
  member: string;
}

export const renderModesCsv = (pictures: readonly ModePicture[]): string =>
  csv([
    ["file", "run", "label", "step", "group", "size", "share", "member"],
    ...pictures.map(({ file, run, label, step, group, size, images, member }) => [
      file,
      run,
      label,
      step,
      group,
      size,
      size / images,
      member,
    ]),
  ]);
