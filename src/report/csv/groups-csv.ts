/** The near-duplicate groups as a table: a row for each image of a group. */
import type { Analysis } from "../../analysis/analysis.ts";
import { type Result, runsOf } from "../runs.ts";
import { csv } from "./cells.ts";

export const renderGroupsCsv = (result: Result): string => csv([HEADER, ...runsOf(result).flatMap(rowsOf)]);

const HEADER = ["run", "checkpoint", "step", "group", "size", "member", "medoid", "similarity"];

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
