/**
 * Any other text with named numbers: `Epoch 8,	Generator loss 2.88,	Discriminator loss: 0.50`, `step=100 d_loss=0.69 g_loss=0.71`,
 * progress bars with numbers behind them. A record may take several lines. Names that are not known (find-columns.ts) are kept, so that
 * broken numbers of theirs show, and --columns can say what they are.
 */
import { normalName } from "../table/columns.ts";
import { countersOf } from "../table/counter.ts";
import { withCountsApart } from "../table/counts-apart.ts";
import { meaningOf } from "../table/find-columns.ts";
import { withNamesApart } from "../table/name-lists.ts";
import { namedNumbersOf } from "../table/named-numbers.ts";
import type { CommaMeaning } from "../table/number-notation.ts";
import { meaningOfPair, type PairOf, partOf } from "../table/pairs.ts";
import { COUNTER, type RecordCell, RecordTable } from "../table/record-table.ts";
import type { TextFormat } from "./format.ts";

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
    const pairs = new Map<PairOf, string>();
    let section = "";
    return {
      line(printed) {
        const text = withNamesApart(withCountsApart(printed));
        section = SECTION.exec(text)?.[1] ?? section;
        const found = namedNumbersOf(text, comma, section);
        comma = found.comma;
        const counts = found.numbers.filter(({ kind }) => kind === "count");
        const cells = found.numbers.flatMap(({ name, kind, values }): RecordCell[] => {
          const isKnown = kind === "quantity";
          if (kind === "count") return [];
          if (values.length < 2) return [{ name, value: values[0] ?? null, isKnown }];
          const network = meaningOf(name)?.quantity === "lossGenerator" ? "lossGenerator" : "lossDiscriminator";
          if (!pairs.has(network)) pairs.set(network, name);
          return values.map((value, index): RecordCell => ({ name: partOf(name, index), value, isKnown }));
        });
        records.add(
          [
            ...unnamedCounts(text, counts),
            // "Epoch 3" and "epoch 3" are one count.
            ...counts.map(({ name, values, of = null }) => ({ name: normalName(name), value: values[0]!, of })),
          ],
          cells,
        );
        const rows = cells.filter(({ name, isKnown }) => isKnown || OF_TRAINING.test(name));
        if (rows.length === 0) return "other";
        return rows.every(({ value }) => value === null) ? "refused" : "read";
      },
      finish() {
        const built = records.finish();
        const meanings = [...pairs].map(([network, name]) => meaningOfPair(network, name, built.columns));
        return {
          ...built,
          roles: Object.assign({}, built.roles, ...meanings.map(({ roles }) => roles)),
          notes: meanings.map(({ note }) => note),
        };
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
