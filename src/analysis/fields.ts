/**
 * The kinds of fields that an Analysis is made of. Each checks a value, carries its description into the JSON Schema, and has
 * as its message what was expected.
 */
import * as v from "valibot";

export type Field<T> = v.GenericSchema<T>;

/** What a field holds, without `undefined` for what may be left out. */
export type Holds<F extends v.GenericSchema> = v.InferOutput<F>;

/** The same field with another description. */
export const described = <T>(field: Field<T>, what: string): Field<T> => v.pipe(field, v.description(what));

export const text = (what: string): Field<string> => described(v.string("a string"), what);

export const flag = (what: string): Field<boolean> => described(v.boolean("true or false"), what);

const finite = v.pipe(v.number("a finite number"), v.finite("a finite number"));

/** JSON such as 1e999 parses to Infinity, which no report can show, and is refused. */
export const number = (what: string): Field<number> => described(finite, what);

/** In [0, 1]; only for what is counted, for the rounding of anything else may overstep. */
export const share = (what: string): Field<number> => {
  const expected = "a number from 0 to 1";
  return v.pipe(v.number(expected), v.minValue(0, expected), v.maxValue(1, expected), v.description(what));
};

const wholeFrom =
  (least: number) =>
  (what: string): Field<number> => {
    const expected = `a whole number from ${least}`;
    return v.pipe(v.number(expected), v.safeInteger(expected), v.minValue(least, expected), v.description(what));
  };

/** A count, or an index counted from 0. */
export const count = wholeFrom(0);

export const positive = wholeFrom(1);

export const oneOf = <const T extends string | number>(choices: readonly T[], what: string): Field<T> =>
  described(v.picklist(choices, `one of ${choices.join(", ")}`), what);

export const list = <T>(item: Field<T>, what: string): Field<T[]> => described(v.array(item, "a list"), what);

export const pair = <T>(item: Field<T>, what: string): Field<[T, T]> =>
  described(v.strictTuple([item, item], "a list of 2"), what);

export const nullable = <T>(field: Field<T>): Field<T | null> => v.nullable(field);

/** A field that is left out where it has nothing to say. */
export const optional = <T>(field: Field<T>, what?: string) =>
  v.exactOptional(what === undefined ? field : described(field, what));

/** A field that is not named is let through, and left out of the result. */
export const object = <Fields extends v.ObjectEntries>(
  what: string,
  fields: Fields,
): Field<Holds<v.ObjectSchema<Fields, string>>> => described(v.object(fields, "an object"), what);
