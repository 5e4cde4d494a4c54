/** Changes a valid input as a seed says: the same seed, the same bytes. */
import { lcg } from "../test/helpers/random.ts";

type Random = (below: number) => number;

/** Sizes and counts that break arithmetic. */
const NUMBERS = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];
/** Pieces of text that mean something to a parser. */
const WORDS = [
  ...["NaN", "-Infinity", "1e309", "-0", "0x1p3", "999999999999999999999", "null", "true", "\0", "\ufeff", "\ud800"],
  ...[
    '"',
    "'",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    "\t",
    "\r",
    "\n\n",
    "|",
    "\u001b[31m",
    "../",
    "%s",
    "__proto__",
    "constructor",
  ],
];
const MOST_CHANGES = 8;
const LONGEST_REPEAT = 200;

/** @param seeds all valid inputs of the target, of which parts may be taken @param index which of the inputs of this seed */
export const mutated = (seeds: readonly Buffer[], seed: number, index: number): Buffer => {
  const next = lcg(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  for (let skip = 0; skip < 4; skip++) next();
  const random: Random = (below) => Math.floor(next() * below);
  let bytes: Buffer = Buffer.from(seeds[random(seeds.length)]!);
  for (let changes = 1 + random(MOST_CHANGES); changes > 0; changes--)
    bytes = CHANGES[random(CHANGES.length)]!(bytes, random, seeds);
  return bytes;
};

const spliced = (bytes: Buffer, at: number, removed: number, inserted: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(Math.min(bytes.length, at + removed))]);

const CHANGES: readonly ((bytes: Buffer, random: Random, seeds: readonly Buffer[]) => Buffer)[] = [
  (bytes, random) => {
    if (bytes.length > 0) bytes[random(bytes.length)]! ^= 1 << random(8);
    return bytes;
  },
  (bytes, random) => {
    if (bytes.length > 0) bytes[random(bytes.length)] = random(256);
    return bytes;
  },
  (bytes, random) => {
    const value = NUMBERS[random(NUMBERS.length)]!;
    if (bytes.length < 4) return bytes;
    const at = random(bytes.length - 3);
    if (random(2) === 0) bytes.writeUInt32LE(value, at);
    else bytes.writeUInt32BE(value, at);
    return bytes;
  },
  (bytes, random) => bytes.subarray(0, random(bytes.length + 1)),
  (bytes, random) => spliced(bytes, random(bytes.length + 1), random(40), Buffer.alloc(0)),
  (bytes, random) => spliced(bytes, random(bytes.length + 1), random(8), Buffer.from(WORDS[random(WORDS.length)]!)),
  (bytes, random) => {
    const from = random(bytes.length + 1);
    const piece = bytes.subarray(from, from + random(64));
    const times = 1 + random(LONGEST_REPEAT);
    return spliced(bytes, random(bytes.length + 1), 0, Buffer.concat(Array.from({ length: times }, () => piece)));
  },
  (bytes, random, seeds) => {
    const other = seeds[random(seeds.length)]!;
    const from = random(other.length + 1);
    return spliced(bytes, random(bytes.length + 1), random(64), other.subarray(from, from + random(512)));
  },
];
