/** What JSON.stringify writes, in pieces: no text holds more than half a gigabyte, and a list of a million names should not be in memory twice. */

/** Characters of a piece, about. */
const PIECE = 2 ** 16;
/** Values that JSON.stringify, which is many times as fast as a walk in JavaScript, writes at once. */
const AT_ONCE = 2000;

/** @param value anything that JSON holds; what it does not is left out or null, as by JSON.stringify @param space per level; 0 for one line */
export function* jsonPieces(value: unknown, space = 0): Generator<string> {
  let text = "";
  for (const part of parts(value, space, space === 0 ? "" : "\n")) {
    text += part;
    if (text.length < PIECE) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

/** @param line what a line of the surrounding level begins with; empty where there are no lines */
function* parts(value: unknown, space: number, line: string): Generator<string> {
  if (!isList(value) || valuesIn(value, AT_ONCE) <= AT_ONCE) {
    yield atOnce(value, space, line);
    return;
  }
  const inner = line === "" ? "" : line + " ".repeat(space);
  let before = inner;
  if (Array.isArray(value)) {
    yield "[";
    for (let start = 0; start < value.length; ) {
      const end = endOfSome(value, start);
      yield before;
      if (end === start + 1) yield* parts(value[start], space, inner);
      else yield atOnce(value.slice(start, end), space, line).slice(1 + inner.length, -1 - line.length);
      before = `,${inner}`;
      start = end;
    }
    yield `${line}]`;
    return;
  }
  yield "{";
  for (const [name, item] of Object.entries(value)) {
    if (item === undefined) continue;
    yield `${before}${JSON.stringify(name)}:${line === "" ? "" : " "}`;
    yield* parts(item, space, inner);
    before = `,${inner}`;
  }
  yield `${before === inner ? "" : line}}`;
}

/** No text holds a line break as such. */
const atOnce = (value: unknown, space: number, line: string): string => {
  const text = JSON.stringify(value, null, space) ?? "null";
  return line === "" || line === "\n" ? text : text.replaceAll("\n", line);
};

/** Where items from `start` on are as many as are written at once, or one. */
const endOfSome = (items: readonly unknown[], start: number): number => {
  let end = start;
  for (let left = AT_ONCE; end < items.length; end++) {
    left -= valuesIn(items[end], left);
    if (left < 0) break;
  }
  return Math.max(start + 1, end);
};

/** Of a value and everything in it; counted until they are more than `most`. */
const valuesIn = (value: unknown, most: number): number => {
  if (!isList(value)) return 1;
  let count = 1;
  for (const item of Array.isArray(value) ? value : Object.values(value)) {
    count += valuesIn(item, most - count);
    if (count > most) break;
  }
  return count;
};

const isList = (value: unknown): value is object => typeof value === "object" && value !== null;
