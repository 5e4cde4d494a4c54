/** JSON in which every file name stands once: lists of members are most of an Analysis. */

/** Fields that hold names of images, or lists of them. */
const FIELDS: ReadonlySet<string> = new Set(["members", "medoid", "farthestPair"]);

export interface Packed {
  names: string[];
  /** JSON with numbers in place of names. */
  json: string;
}

export const packNames = (value: unknown): Packed => {
  const places = new Map<string, number>();
  const place = (name: unknown): unknown => {
    if (typeof name !== "string") return name;
    const known = places.get(name);
    if (known !== undefined) return known;
    places.set(name, places.size);
    return places.size - 1;
  };
  const json = JSON.stringify(value, (field, item: unknown) => {
    if (!FIELDS.has(field)) return item;
    return Array.isArray(item) ? item.map(place) : place(item);
  });
  return { names: [...places.keys()], json };
};

export const unpackNames = (names: readonly string[], value: unknown): unknown => {
  const name = (item: unknown): unknown => (typeof item === "number" ? names[item] : item);
  const visit = (item: unknown): void => {
    if (typeof item !== "object" || item === null) return;
    for (const [field, inner] of Object.entries(item)) {
      if (FIELDS.has(field))
        (item as Record<string, unknown>)[field] = Array.isArray(inner) ? inner.map(name) : name(inner);
      else visit(inner);
    }
  };
  visit(value);
  return value;
};
