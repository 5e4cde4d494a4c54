/** Long names on one line: cut in the middle, for the end of a path tells it from its neighbours, and never inside a number. */

const CUT = "…";
/** Of the room, for the beginning. */
const HEAD = 1 / 3;

/** A number longer than the room stays whole, and the name is longer than asked for. */
export const shorten = (name: string, room: number): string => {
  const characters = [...name];
  if (characters.length <= room) return name;
  let from = characters.length - Math.max(1, Math.ceil((room - 1) * (1 - HEAD)));
  let to = Math.max(0, room - 1 - (characters.length - from));
  const isInNumber = (at: number): boolean => isDigit(characters[at - 1]) && isDigit(characters[at]);
  while (isInNumber(from)) from--;
  while (to > 0 && isInNumber(to)) to--;
  return to >= from - 1 ? name : `${characters.slice(0, to).join("")}${CUT}${characters.slice(from).join("")}`;
};

/** More room is taken where names would read the same. */
export const shortenAll = (names: readonly string[], room: number): string[] => {
  const longest = names.reduce((most, { length }) => Math.max(most, length), 0);
  for (let taken = room; ; taken++) {
    const cut = names.map((name) => shorten(name, taken));
    if (taken >= longest || new Set(cut).size === new Set(names).size) return cut;
  }
};

const isDigit = (character: string | undefined): boolean => character !== undefined && /\d/.test(character);

/** Names without the folders that all of them begin with. */
export const withoutCommonFolders = (names: readonly string[]): string[] => {
  const parts = names.map((name) => name.split("/"));
  const fewest = parts.reduce((least, { length }) => Math.min(least, length), Number.POSITIVE_INFINITY);
  let common = 0;
  while (common < fewest - 1 && parts.every((each) => each[common] === parts[0]![common])) common++;
  return parts.map((each) => each.slice(common).join("/"));
};
