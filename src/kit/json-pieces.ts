/** What JSON.stringify writes, in pieces: no text holds more than half a gigabyte, and a list of a million names should not be in memory twice. */

/** Characters of a piece, about. */
const PIECE = 2 ** 16;
/** Numbers or texts of a list that are written together. */
const TOGETHER = 1000;

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
  if (!isList(value)) {
    yield JSON.stringify(value) ?? "null";
    return;
  }
  const inner = line === "" ? "" : line + " ".repeat(space);
  let isFirst = true;
  const before = () => {
    const text = isFirst ? inner : `,${inner}`;
    isFirst = false;
    return text;
  };
  if (Array.isArray(value)) {
    yield "[";
    if (value.some(isList))
      for (const item of value) {
        yield before();
        yield* parts(item, space, inner);
      }
    else
      for (let start = 0; start < value.length; start += TOGETHER) {
        const some = value.slice(start, start + TOGETHER);
        yield before() + some.map((item) => JSON.stringify(item) ?? "null").join(`,${inner}`);
      }
    yield `${isFirst ? "" : line}]`;
    return;
  }
  yield "{";
  for (const [name, item] of Object.entries(value)) {
    if (item === undefined) continue;
    yield `${before()}${JSON.stringify(name)}:${line === "" ? "" : " "}`;
    yield* parts(item, space, inner);
  }
  yield `${isFirst ? "" : line}}`;
}

const isList = (value: unknown): value is object => typeof value === "object" && value !== null;
