/** JSON in which every file name stands once: lists of members are most of an Analysis. */

/** Fields that hold names of images, or lists of them. */
const NAMED: ReadonlySet<string> = new Set(["members", "medoid", "farthestPair"]);

/** Pictures stand on the page already; a second copy would double the file. */
const PICTURES: ReadonlyMap<string, string | undefined> = new Map([
  ["image", ""],
  ["thumbnails", undefined],
]);

/** Two lines of JSON: all names, and the value with numbers in place of names and without its pictures. */
export const packNames = (value: unknown): string => {
  const places = new Map<string, number>();
  const place = (name: string): number => {
    const known = places.get(name) ?? places.size;
    places.set(name, known);
    return known;
  };
  const json = JSON.stringify(value, (field, item) => {
    if (PICTURES.has(field)) return PICTURES.get(field);
    if (!NAMED.has(field)) return item;
    return Array.isArray(item) ? item.map(place) : place(item);
  });
  return `${JSON.stringify([...places.keys()])}\n${json}`;
};

export const unpackNames = (text: string): unknown => {
  const [names = "", json = ""] = text.split("\n");
  const known: string[] = JSON.parse(names);
  const name = (place: number) => known[place]!;
  return JSON.parse(json, (field, item) => {
    if (!NAMED.has(field)) return item;
    return Array.isArray(item) ? item.map(name) : name(item);
  });
};
