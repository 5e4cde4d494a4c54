/** Checks that a parsed JSON value has the shape a type promises. */

/** A type name, alternatives, a list of one shape, or an object's required fields. */
export type Shape = string | readonly Shape[] | { readonly [field: string]: Shape };

/** null when the value fits, else where and how it does not. `each` is the key of a list's shape. */
export const shapeError = (value: unknown, shape: Shape, path: string): string | null => {
  if (typeof shape === "string") {
    const type = value === null ? "null" : typeof value;
    return type === shape ? null : `${path} is ${type}, not ${shape}`;
  }
  if (Array.isArray(shape)) {
    const errors = (shape as readonly Shape[]).map((choice) => shapeError(value, choice, path));
    return errors.includes(null) ? null : errors.at(-1)!;
  }
  const fields = shape as { readonly [field: string]: Shape };
  if (fields.each !== undefined) {
    if (!Array.isArray(value)) return `${path} is not a list`;
    return firstError(value.map((item, index) => () => shapeError(item, fields.each!, `${path}[${index}]`)));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return `${path} is not an object`;
  return firstError(
    Object.entries(fields).map(
      ([field, inner]) =>
        () =>
          shapeError((value as Record<string, unknown>)[field], inner, `${path}.${field}`),
    ),
  );
};

const firstError = (checks: readonly (() => string | null)[]): string | null => {
  for (const check of checks) {
    const error = check();
    if (error) return error;
  }
  return null;
};
