/** What a check takes along beside its reports: asked for, gathered while it measures, written after it. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { GanDiversityError } from "../../errors.ts";
import { renderMembersCsv, renderModesCsv } from "../../report/csv/members-csv.ts";
import { isRunSet, type Result, runsOf } from "../../report/runs.ts";
import { counted, plain } from "../../report/words.ts";
import type { CheckpointEmbeddings } from "../../run/options.ts";
import { assertFillable } from "../output/folder.ts";
import type { Outputs, Wanted } from "../output/outputs.ts";
import { CAPTIONS, writeCharts } from "./charts.ts";
import { type ExportValues, membersFileOf } from "./export-options.ts";
import { runFolders } from "./run-folders.ts";

/** Pictures of a run; of more modes the largest. */
const MOST_MODES = 256;
const MODES_TABLE = "representatives.csv";
const NOTHING = new Float32Array();

export class Exports {
  readonly #asked: ExportValues;
  readonly #taken: CheckpointEmbeddings[] = [];

  constructor({ embeddings, tensorboard, representatives, charts }: ExportValues) {
    this.#asked = {
      ...(embeddings === undefined ? {} : { embeddings }),
      ...(tensorboard === undefined ? {} : { tensorboard }),
      ...(representatives === undefined ? {} : { representatives }),
      ...(charts === undefined ? {} : { charts }),
    };
  }

  /** For the pipeline; nothing where no images are needed. */
  get onCheckpoint(): { onCheckpoint?: (images: CheckpointEmbeddings) => void } {
    const { embeddings, tensorboard, representatives } = this.#asked;
    if ((embeddings ?? tensorboard ?? representatives) === undefined) return {};
    return {
      onCheckpoint: (images) => {
        const { run, index, checkpoint, members, dimension, pictures } = images;
        const needed = embeddings === undefined ? NOTHING : images.embeddings;
        this.#taken.push({
          ...(run === undefined ? {} : { run }),
          ...{ index, checkpoint, members, dimension, pictures, embeddings: needed },
        });
      },
    };
  }

  /** Files whose places have to be free, and can be tried; of a folder one that is written for certain. */
  get wanted(): Wanted[] {
    const { embeddings, tensorboard, representatives, charts } = this.#asked;
    return [
      ...(embeddings === undefined
        ? []
        : [embeddings, membersFileOf(embeddings)].map((given) => ({ flag: "--embeddings", given }))),
      ...(tensorboard === undefined ? [] : [{ flag: "--tensorboard", given: join(tensorboard, "events") }]),
      ...(representatives === undefined
        ? []
        : [{ flag: "--representatives", given: join(representatives, MODES_TABLE) }]),
      ...(charts === undefined ? [] : [{ flag: "--charts", given: join(charts, CAPTIONS) }]),
    ];
  }

  /** @param inputs that are read @throws UsageError where a folder can not be filled */
  async assertFolders(inputs: readonly string[]): Promise<void> {
    const { tensorboard, representatives, charts } = this.#asked;
    const folders = [
      { flag: "--tensorboard", given: tensorboard, mayHoldFiles: true },
      { flag: "--representatives", given: representatives, mayHoldFiles: false },
      { flag: "--charts", given: charts, mayHoldFiles: false },
    ];
    for (const { given, ...folder } of folders)
      if (given !== undefined) await assertFillable({ ...folder, given }, inputs);
  }

  /** What can not be written is said, and takes nothing else with it. */
  async write(result: Result, outputs: Outputs): Promise<void> {
    const { embeddings, tensorboard, representatives, charts } = this.#asked;
    const tasks = [
      embeddings === undefined ? null : () => this.#writeEmbeddings(embeddings, result, outputs),
      tensorboard === undefined ? null : () => this.#writeEvents(tensorboard, result, outputs),
      representatives === undefined ? null : () => this.#writeRepresentatives(representatives, result, outputs),
      charts === undefined ? null : () => writeCharts(charts, result, outputs),
    ];
    for (const task of tasks)
      await task?.().catch((error: unknown) => {
        if (!(error instanceof GanDiversityError)) throw error;
        outputs.lose(error);
      });
  }

  /** Of a run that was judged to its end. */
  #imagesOf(result: Result, run: string | undefined): CheckpointEmbeddings[] {
    return this.#taken.filter((images) => !isRunSet(result) || images.run === run);
  }

  async #writeEmbeddings(given: string, result: Result, outputs: Outputs): Promise<void> {
    const { npyFile } = await import("../../run/exports/npy.ts");
    const all = runsOf(result).flatMap(({ name }) => this.#imagesOf(result, name));
    const columns = all[0]?.dimension ?? 0;
    const members = all.map(({ run = "", index, checkpoint: { label, step }, members }) => ({
      run,
      index,
      label,
      step,
      members,
    }));
    const flag = "--embeddings";
    const isWritten =
      (await outputs.write(
        { flag, given },
        npyFile(
          all.map(({ embeddings }) => embeddings),
          columns,
        ),
      )) && (await outputs.write({ flag, given: membersFileOf(given) }, renderMembersCsv(members)));
    const rows = all.reduce((sum, { members: { length } }) => sum + length, 0);
    if (isWritten) tell("Embeddings", `${counted(rows, "row")} of ${columns} in ${given}`);
  }

  async #writeEvents(folder: string, result: Result, outputs: Outputs): Promise<void> {
    const { tensorboardFile } = await import("../../run/exports/tensorboard.ts");
    for (const [analysis, own] of await runFolders(result)) {
      const taken = this.#imagesOf(result, analysis.name);
      const file = await tensorboardFile(analysis, new Map(taken.map(({ index, pictures }) => [index, pictures])));
      const seconds = Math.floor(Date.parse(analysis.createdAt) / 1000);
      const given = await freeName(join(folder, own, `events.out.tfevents.${seconds}.gan-diversity`));
      if (!(await outputs.write({ flag: "--tensorboard", given }, file))) return;
    }
    tell("TensorBoard", folder);
  }

  async #writeRepresentatives(folder: string, result: Result, outputs: Outputs): Promise<void> {
    const { representativesOf } = await import("../../run/exports/representatives.ts");
    const flag = "--representatives";
    const listed: Parameters<typeof renderModesCsv>[0][number][] = [];
    const leftOut: string[] = [];
    for (const [analysis, own] of await runFolders(result)) {
      const last = this.#imagesOf(result, analysis.name).at(-1);
      if (!last) continue;
      const { label, step, images } = last.checkpoint;
      const { chosen, left } = representativesOf(last.checkpoint, last.members, MOST_MODES);
      const places = new Map(chosen.map((mode, rank) => [mode.member, { ...mode, rank }]));
      for await (const { member, name, bytes } of last.pictures.files([...places.keys()])) {
        const { rank, size, group } = places.get(member)!;
        const file = `${String(rank + 1).padStart(3, "0")}_${size}x_${name.slice(name.lastIndexOf("/") + 1)}`;
        const given = join(folder, own, file);
        if (!(await outputs.write({ flag, given }, bytes))) return;
        listed.push({
          file: join(own, file),
          run: analysis.name ?? "",
          label,
          step,
          group,
          size,
          images,
          member,
        });
      }
      if (left.modes > 0)
        leftOut.push(`${counted(left.modes, "smaller mode")} with ${counted(left.images, "image")} of ${label}`);
    }
    if (!(await outputs.write({ flag, given: join(folder, MODES_TABLE) }, renderModesCsv(listed.sort(byFile))))) return;
    const rest = leftOut.length > 0 ? `; left out: ${leftOut.join(", ")}` : "";
    tell("Representatives", `${counted(listed.length, "mode")} in ${folder}${rest}`);
  }
}

const byFile = (a: { file: string }, b: { file: string }): number => (a.file < b.file ? -1 : 1);

const freeName = async (wanted: string): Promise<string> => {
  let name = wanted;
  for (let number = 2; await stat(name).catch(() => null); number++) name = `${wanted}.${number}`;
  return name;
};

const tell = (what: string, words: string): void => {
  process.stderr.write(`${what}: ${plain(words)}\n`);
};
