/**
 * Any other text with named numbers: `Epoch 8,	Generator loss 2.88,	Discriminator loss: 0.50`, `step=100 d_loss=0.69 g_loss=0.71`,
 * Keras progress bars. Names that are not known (find-columns.ts) are kept beside known ones, so that broken numbers of theirs show.
 */
import { namedNumbersOf } from "../table/named-numbers.ts";
import type { CommaMeaning } from "../table/number-notation.ts";
import { isAccuracyBeside } from "../table/pairs.ts";
import { type LineReader, rowPerLine, type TextFormat } from "./format.ts";

type Cell = [name: string, value: number | null];

export const namedValues: TextFormat = {
  name: "text with named values",
  // One sentence of prose is no log.
  fewestLines: 2,
  open() {
    let context: Cell[] = [];
    let comma: CommaMeaning = "unsure";
    let pair: string | null = null;
    return rowPerLine(
      (text) => {
        const found = namedNumbersOf(text, comma);
        comma = found.comma;
        const counts = found.numbers.filter(({ kind }) => kind === "count");
        if (counts.length > 0) context = counts.map(({ name, values }): Cell => [name, values[0]!]);
        const quantities = found.numbers.filter(({ kind }) => kind === "quantity");
        if (quantities.length === 0) return null;
        const cells = quantities.flatMap(({ name, values }): Cell[] => {
          if (values.length < 2) return [[name, values[0] ?? null]];
          pair ??= name;
          return values.map((value, index): Cell => [partOf(name, index), value]);
        });
        const others = found.numbers.filter(({ kind }) => kind === "other");
        return {
          beside: [...context, ...others.map(({ name, values }): Cell => [name, values[0]!])],
          quantities: cells,
        };
      },
      ({ columns }) => (pair === null ? {} : meaningOfPair(pair, columns)),
    );
  },
};

const partOf = (name: string, index: number): string => `${name} [${index + 1}]`;

/** Two numbers of a discriminator are its losses on real and on generated images, or, as Keras gives them, its loss and its accuracy. */
const meaningOfPair = (
  name: string,
  columns: ReturnType<LineReader["finish"]>["columns"],
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
