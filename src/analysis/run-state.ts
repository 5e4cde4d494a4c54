/** What a server says of a run that is being trained: its verdict so far, and how far it has come. */
import { count, flag, type Holds, list, nullable, number, object, oneOf, text } from "./fields.ts";
import { VERDICTS } from "./findings.ts";

const scoreOf = (player: string) => nullable(number(`Score of the ${player}, in [0, 1]; null without one.`));

export const runFiguresSchema = object("Of the last judged checkpoint; of a log alone, of its last row.", {
  modes: nullable(number("Distinct modes, from 1; null without pictures.")),
  modesIsBound: flag("true where `modes` is a lower bound."),
  alike: nullable(number("Share of the pairs that are near-duplicates, in [0, 1]; null without pictures.")),
  generator: scoreOf("generator"),
  discriminator: scoreOf("discriminator"),
});
export interface RunFigures extends Holds<typeof runFiguresSchema> {}

export const coursePlaceSchema = object("A checkpoint; of a log alone, a point of it.", {
  step: nullable(number("Training step, from 0; null when the names carry none.")),
  label: text("What a person calls it."),
  state: oneOf(["pass", "warn", "fail"], "What the verdict says of that moment: whether it had begun to fail."),
  modes: nullable(number("Distinct modes, from 1; null without pictures.")),
  alike: nullable(number("Share of the pairs that are near-duplicates, in [0, 1]; null without pictures.")),
  generator: scoreOf("generator"),
  discriminator: scoreOf("discriminator"),
});
export interface CoursePlace extends Holds<typeof coursePlaceSchema> {}

export const runStateSchema = object("A run and its verdict so far.", {
  name: text("Name of the run: that of its folder."),
  status: oneOf([...VERDICTS, "waiting"], "The leading status; `waiting` where nothing could be judged yet."),
  title: text('Every status that holds, in words; "Waiting" where nothing could be judged yet.'),
  sentence: text('The verdict in words; "" where nothing could be judged yet.'),
  since: text('Since when it fails, as a person calls that moment; "" where nothing failed.'),
  confidence: nullable(oneOf(["high", "medium", "low"], "How sure the verdict is; null where there is none.")),
  remedy: text('What to try first; "" where nothing is wrong.'),
  exitCode: nullable(oneOf([0, 1, 3], "What `check` would exit with; null where nothing could be judged yet.")),
  shouldStop: flag("true where `exitCode` is 1: the run fails."),
  waiting: nullable(text("Why what lies there can not be judged yet, or not again; null where it is.")),
  received: nullable(number("Step of the last checkpoint that lies on the disk; null where none has a step.")),
  judged: nullable(number("Step of the last checkpoint, or row of a log, that the verdict holds; null without one.")),
  checkpoints: count("Checkpoints that the verdict holds."),
  figures: runFiguresSchema,
  course: list<CoursePlace>(coursePlaceSchema, "The last 200 checkpoints, in step order."),
  changedAt: text("When something about the run changed last, ISO 8601, UTC."),
});
export interface RunState extends Holds<typeof runStateSchema> {}
