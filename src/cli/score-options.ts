/** The options that say what a score log is, where it does not say it itself. */
import type { Command } from "commander";
import { expected } from "../run/option-rules.ts";
import type { AnalyzeOptions } from "../run/options.ts";
import { parserOf } from "./options.ts";

export type ScoreOptions = NonNullable<AnalyzeOptions["scoreOptions"]>;
type Columns = NonNullable<ScoreOptions["columns"]>;

const COLUMNS: Record<string, keyof Columns> = {
  step: "step",
  epoch: "epoch",
  batch: "batch",
  real: "probabilityReal",
  fake: "probabilityFake",
  "score-g": "scoreGenerator",
  "score-d": "scoreDiscriminator",
  "loss-g": "lossGenerator",
  "loss-d": "lossDiscriminator",
  "loss-real": "lossReal",
  "loss-fake": "lossFake",
  "logit-real": "logitReal",
  "logit-fake": "logitFake",
};

export const addScoreOptions = (command: Command): Command =>
  command
    .option("--loss <kind>", "which loss the log holds: bce, hinge, wgan or lsgan", parserOf("loss"))
    .option("--d-loss <how>", "the discriminator's loss is the sum or the mean of its halves", parserOf("dLoss"))
    .option(
      "--columns <names>",
      `which column is what, such as real=D_real,fake=D_fake (${Object.keys(COLUMNS).join(", ")})`,
      parseColumns,
    );

/** Names may hold commas and equals signs: a new pair starts only at a known key. */
const parseColumns = (value: string): Columns => {
  const keys = Object.keys(COLUMNS);
  const starts = [...value.matchAll(/(?:^|,)([a-z-]{1,12})=/g)].filter(([, key]) => keys.includes(key!));
  if (starts.length === 0 || starts[0]!.index !== 0)
    throw expected(`pairs such as real=D_real,fake=D_fake with the keys ${keys.join(", ")}`, "columns", value);
  return Object.fromEntries(
    starts.map((start, index) => {
      const name = value.slice(start.index + start[0].length, starts[index + 1]?.index ?? value.length);
      if (name === "") throw expected(`a column's name behind ${start[1]}=`, "columns", value);
      return [COLUMNS[start[1]!]!, name];
    }),
  );
};
