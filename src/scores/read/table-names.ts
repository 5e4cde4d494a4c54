/** The names of a table's columns, as programs that export one run, or one quantity of it, write them. */
import { tagOfFile } from "./tag-of-file.ts";

const VALUE = /^value$/i;
const COUNT = /^(?:_?step|global_step|steps|index|epoch|iteration|x)$/i;
/** When, or the index of a data frame. */
const BESIDE = /^(?:(?:wall|relative)?[_ ]?time(?:[_ ]?stamp)?|date|unnamed: 0)?$/i;

/**
 * A table of one value by its count takes the quantity from the file's name, as TensorBoard ("Wall time,Step,Value") and Neptune
 * ("index,value,timestamp") export it. Weights & Biases writes "<run> - Loss_D" with __MIN and __MAX beside it.
 */
export const tableNames = (header: readonly string[], source: string, warnings: string[]): string[] => {
  if (isOneQuantity(header)) {
    const hasCount = header.some((name) => COUNT.test(name) && !/^(?:index|x)$/i.test(name));
    return uniqueNames(
      header.map((name) => {
        if (VALUE.test(name)) return tagOfFile(source);
        return /^step$/i.test(name) || (!hasCount && /^(?:index|x)$/i.test(name)) ? "step" : name;
      }),
    );
  }
  const unique = (names: readonly string[]) => new Set(names).size === names.length;
  const bare = header.map((name) => (/__(?:MIN|MAX)$/.test(name) ? "" : name.slice(runPrefix(name))));
  const kept = bare.filter((name) => name !== "");
  if (
    !header.some((name) => /__(?:MIN|MAX)$/.test(name)) &&
    !header.every((name) => runPrefix(name) > 0 || /^_?step$/i.test(name))
  )
    return uniqueNames(header);
  if (unique(kept)) return bare;
  warnings.push(
    "The table holds several runs, and one of them is read. Next: name the columns of one run, such as --columns loss-g=...,loss-d=....",
  );
  return uniqueNames(header);
};

const isOneQuantity = (header: readonly string[]): boolean =>
  header.filter((name) => VALUE.test(name)).length === 1 &&
  header.some((name) => COUNT.test(name)) &&
  header.every((name) => VALUE.test(name) || COUNT.test(name) || BESIDE.test(name));

const runPrefix = (name: string): number => {
  const at = name.lastIndexOf(" - ");
  return at === -1 ? 0 : at + 3;
};

/** A name that stands twice is told apart by its column's number; the first keeps its name. */
const uniqueNames = (header: readonly string[]): string[] => {
  const seen = new Set<string>();
  return header.map((name, index) => {
    const unique = seen.has(name) ? `${name} (column ${index + 1})` : name;
    seen.add(name);
    return unique;
  });
};
