/** Checks that a parsed JSON value has the shape a type promises. */

/** null when the value fits, else where and how it does not. */
export type Shape = (value: unknown, path: string) => string | null;

/** How a wrong value is named: never more than its kind, for it may be huge or hostile. */
const kind = (value: unknown): string => {
  if (value === null) return "null";
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
};

const basic =
  (test: (value: unknown) => boolean, name: string): Shape =>
  (value, path) =>
    test(value) ? null : `${path} is ${kind(value)}, not ${name}`;

export const text = basic((value) => typeof value === "string", "a string");
/** Finite: JSON such as 1e999 parses to Infinity, which no report can show. */
export const number = basic((value) => Number.isFinite(value), "a finite number");
export const bool = basic((value) => typeof value === "boolean", "true or false");
/** A count or an index. */
export const count = basic((value) => Number.isSafeInteger(value) && (value as number) >= 0, "a whole number from 0");

export const positive = basic((value) => Number.isSafeInteger(value) && (value as number) > 0, "a whole number from 1");

export const oneOf =
  (...allowed: readonly (string | number)[]): Shape =>
  (value, path) =>
    allowed.some((choice) => choice === value) ? null : `${path} is not one of ${allowed.join(", ")}`;

export const nullable =
  (shape: Shape): Shape =>
  (value, path) =>
    value === null ? null : shape(value, path);

export const optional =
  (shape: Shape): Shape =>
  (value, path) =>
    value === undefined ? null : shape(value, path);

export const list =
  (shape: Shape): Shape =>
  (value, path) => {
    if (!Array.isArray(value)) return `${path} is ${kind(value)}, not a list`;
    for (const [index, item] of value.entries()) {
      const error = shape(item, `${path}[${index}]`);
      if (error) return error;
    }
    return null;
  };

export const pair =
  (shape: Shape): Shape =>
  (value, path) =>
    Array.isArray(value) && value.length !== 2
      ? `${path} holds ${value.length} items, not 2`
      : list(shape)(value, path);

/** One shape for every field of `T`: a field that the type gains must be added here before it compiles. */
export const object =
  <T>(fields: { [Field in keyof T]-?: Shape }): Shape =>
  (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return `${path} is ${kind(value)}, not an object`;
    for (const [field, shape] of Object.entries<Shape>(fields)) {
      const error = shape(
        Object.hasOwn(value, field) ? (value as Record<string, unknown>)[field] : undefined,
        `${path}.${field}`,
      );
      if (error) return error;
    }
    return null;
  };

/** Objects told apart by their `type`. */
export const tagged =
  (variants: { [type: string]: Shape }): Shape =>
  (value, path) => {
    const type = (value as { type?: unknown } | null | undefined)?.type;
    if (typeof type !== "string" || !Object.hasOwn(variants, type))
      return `${path}.type is not one of ${Object.keys(variants).join(", ")}`;
    return variants[type]!(value, path);
  };
