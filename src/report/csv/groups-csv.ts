/** The near-duplicate groups as a table: a row for each image of a group. */
import type { Analysis } from "../../analysis/analysis.ts";
import { isRunSet, type Result } from "../runs.ts";
import { csv } from "./cells.ts";

export const renderGroupsCsv = (result: Result): string => csv([HEADER, ...groupRows(result)]);

const HEADER = ["run", "checkpoint", "step", "group", "size", "member", "medoid", "similarity"];

const groupRows = (result: Result): (string | number | null)[][] =>
  (isRunSet(result) ? result.runs : [result]).flatMap(rowsOf);

const rowsOf = ({ name, checkpoints }: Analysis): (string | number | null)[][] =>
  checkpoints.flatMap(({ label, step, groups }) =>
    groups.flatMap(({ id, size, members, medoid, similarities }) =>
      members.map((member, index) => [
        name ?? "",
        label,
        step,
        id,
        size,
        member,
        member === medoid ? 1 : 0,
        similarities?.[index] ?? null,
      ]),
    ),
  );
