/**
 * Any other text with named numbers: `Epoch 8,	Generator loss 2.88,	Discriminator loss: 0.50`, `step=100 d_loss=0.69 g_loss=0.71`,
 * progress bars with numbers behind them. A record may take several lines. Names that are not known (find-columns.ts) are kept, so that
 * broken numbers of theirs show, and --columns can say what they are.
 */
import { normalName } from "../table/columns.ts";
import { countersOf } from "../table/counter.ts";
import type { LogColumn } from "../table/log-table.ts";
import { namedNumbersOf } from "../table/named-numbers.ts";
import type { CommaMeaning } from "../table/number-notation.ts";
import { isAccuracyBeside } from "../table/pairs.ts";
import { COUNTER, type RecordCell, RecordTable } from "../table/record-table.ts";
import type { LineReader, TextFormat } from "./format.ts";

/** Names that are not known are worth a row only where they look like a quantity of the training. */
const OF_TRAINING = /loss|score|critic|logit|prob|acc|penalty|err|cost|disc|gen|real|fake/i;

/** "Discriminator:" above "loss: 0.65". */
const SECTION = /^[\s"'=*#-]{0,40}([A-Za-z][\w -]{0,40}?)["']?\s?:\s?[{]?\s{0,9}$/;

export const namedValues: TextFormat = {
  name: "text with named values",
  // One sentence of prose is no log.
  fewestLines: 2,
  open() {
    const records = new RecordTable();
    let comma: CommaMeaning = "unsure";
    let pair: string | null = null;
    let section = "";
    return {
      line(text) {
        section = SECTION.exec(text)?.[1] ?? section;
        const found = namedNumbersOf(text, comma, section);
        comma = found.comma;
        const counts = found.numbers.filter(({ kind }) => kind === "count");
        const cells = found.numbers.flatMap(({ name, kind, values }): RecordCell[] => {
          const isKnown = kind === "quantity";
          if (kind === "count") return [];
          if (values.length < 2) return [{ name, value: values[0] ?? null, isKnown }];
          pair ??= name;
          return values.map((value, index): RecordCell => ({ name: partOf(name, index), value, isKnown }));
        });
        records.add(
          [
            ...unnamedCounts(text, counts),
            // "Epoch 3" and "epoch 3" are one count.
            ...counts.map(({ name, values }) => ({ name: normalName(name), value: values[0]! })),
          ],
          cells,
        );
        // Letters alone say little, both networks' letters on one line say which losses they are.
        const hasLetters = cells.some(({ name }) => name === "D") && cells.some(({ name }) => name === "G");
        const rows = hasLetters ? cells : cells.filter(({ name, isKnown }) => isKnown || OF_TRAINING.test(name));
        if (rows.length === 0) return "other";
        return rows.every(({ value }) => value === null) ? "refused" : "read";
      },
      finish() {
        const built = records.finish();
        const meaning = pair === null ? {} : meaningOfPair(pair, built.columns);
        return { ...built, ...meaning, roles: { ...built.roles, ...meaning.roles } };
      },
    };
  },
};

/** The counters of bars and brackets, where no named count says the same. */
const unnamedCounts = (text: string, named: ReturnType<typeof namedNumbersOf>["numbers"]) => {
  const hasEpoch = named.some(({ name }) => /epoch/i.test(name));
  const counters = countersOf(text, hasEpoch).filter(({ start, end }) =>
    named.every((count) => count.start < start || count.start >= end),
  );
  const step = named.length > (hasEpoch ? 1 : 0) ? undefined : counters.findLast(({ name }) => name === null);
  const epoch = hasEpoch ? undefined : counters.find(({ name }) => name === "epoch");
  return [
    ...(epoch ? [{ name: "epoch", value: epoch.value }] : []),
    ...(step ? [{ name: COUNTER, value: step.value, of: step.of }] : []),
  ];
};

const partOf = (name: string, index: number): string => `${name} [${index + 1}]`;

/** Two numbers of a discriminator are its losses on real and on generated images, or, as Keras gives them, its loss and its accuracy. */
const meaningOfPair = (
  name: string,
  columns: readonly LogColumn[],
): Pick<ReturnType<LineReader["finish"]>, "roles" | "notes"> => {
  const [first, second] = [partOf(name, 0), partOf(name, 1)];
  const beside = columns.find((column) => column.name === second)?.values ?? [];
  return isAccuracyBeside(beside)
    ? {
        roles: { lossDiscriminator: first, accuracy: second },
        notes: [`${name} holds two numbers: they are read as the loss and the accuracy of the discriminator.`],
      }
    : {
        roles: { lossReal: first, lossFake: second },
        notes: [`${name} holds two numbers: they are read as the losses on real and on generated images.`],
      };
};
