import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { InputError } from "../../src/errors.ts";
import type { EventValue } from "../../src/events/event-message.ts";
import { isEventFile, readEventFile } from "../../src/events/read-event-file.ts";
import { crc32c } from "../helpers/crc32c.ts";
import {
  bytesField,
  event,
  eventFile,
  gridImage,
  integerField,
  record,
  simpleScalar,
  tensorImages,
  tensorScalar,
} from "../helpers/event-files.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "events-"));
});
afterAll(() => rm(folder, { recursive: true }));

const read = async (bytes: Buffer) => {
  const path = join(folder, "events.out.tfevents.1");
  await writeFile(path, bytes);
  const values: EventValue[] = [];
  const end = await readEventFile(path, (value) => {
    values.push(value);
  });
  return { values, end };
};

const PICTURE = Buffer.from("a picture");

test("the tests' checksum is CRC-32C: its check value is that of the catalogue", () => {
  expect(crc32c(Buffer.from("123456789"))).toBe(0xe3069283);
});

test("scalars and pictures of every writer come back with their step, time and tag", async () => {
  const { values, end } = await read(
    eventFile(
      event(3, 1.25e9, simpleScalar("Loss/D", 0.5), simpleScalar("Loss/G", Number.NaN)),
      event(4, 1.5e9, tensorScalar("gen_loss", -0.25)),
      event(5, 1.75e9, gridImage("fakes", PICTURE), tensorImages("samples", PICTURE, Buffer.from("another"))),
    ),
  );
  expect(values).toEqual([
    { step: 3, wallTime: 1.25e9, tag: "Loss/D", scalar: 0.5 },
    { step: 3, wallTime: 1.25e9, tag: "Loss/G", scalar: Number.NaN },
    { step: 4, wallTime: 1.5e9, tag: "gen_loss", scalar: -0.25 },
    { step: 5, wallTime: 1.75e9, tag: "fakes", images: [PICTURE] },
    { step: 5, wallTime: 1.75e9, tag: "samples", images: [PICTURE, Buffer.from("another")] },
  ]);
  expect(end).toEqual({ records: 4, damaged: 0, unreadBytes: 0 });
});

test("histograms, texts and tensors with more than one number are left out", async () => {
  const floats = Buffer.alloc(8);
  const { values, end } = await read(
    eventFile(
      event(
        0,
        0,
        Buffer.concat([bytesField(1, "histogram"), bytesField(5, integerField(1, 1))]),
        Buffer.concat([bytesField(1, "vector"), bytesField(8, integerField(1, 1), bytesField(5, floats))]),
        Buffer.concat([
          bytesField(1, "text"),
          bytesField(8, integerField(1, 7), bytesField(8, "words")),
          bytesField(9, bytesField(1, bytesField(1, "text"))),
        ]),
      ),
    ),
  );
  expect(values).toEqual([]);
  expect(end.records).toBe(2);
});

test("a tail that is still being written is counted and loses nothing before it, wherever it is cut", async () => {
  const first = eventFile(event(1, 1, simpleScalar("a", 1)));
  const whole = Buffer.concat([first, record(event(2, 2, simpleScalar("a", 2)))]);
  for (let length = first.length; length < whole.length; length++) {
    const { values, end } = await read(whole.subarray(0, length));
    expect(values.map(({ step }) => step)).toEqual([1]);
    expect(end).toEqual({ records: 2, damaged: 0, unreadBytes: length - first.length });
  }
});

test("a record with a broken checksum is skipped and counted, and the ones behind it are read", async () => {
  const broken = record(event(2, 2, simpleScalar("a", 2)));
  broken[20]! ^= 1;
  const { values, end } = await read(
    Buffer.concat([
      eventFile(event(1, 1, simpleScalar("a", 1))),
      broken,
      record(Buffer.from([0x0a, 0xff, 0xff, 0x7f])),
      record(event(3, 3, simpleScalar("a", 3))),
    ]),
  );
  expect(values.map(({ step }) => step)).toEqual([1, 3]);
  expect(end).toEqual({ records: 3, damaged: 2, unreadBytes: 0 });
});

test("a length that lies ends the reading, and what is behind it is counted", async () => {
  const first = eventFile(event(1, 1, simpleScalar("a", 1)));
  const absurd = Buffer.alloc(40, 0xff);
  expect((await read(Buffer.concat([first, absurd]))).end).toEqual({ records: 2, damaged: 0, unreadBytes: 40 });
});

test("a file is recognised by its first twelve bytes, and another file is refused with the next step", async () => {
  expect(isEventFile(eventFile())).toBe(true);
  expect(isEventFile(eventFile().subarray(0, 11))).toBe(false);
  expect(isEventFile(Buffer.alloc(100))).toBe(false);
  await expect(read(Buffer.from("step,scoreG,scoreD\n0,0.5,0.5\n"))).rejects.toThrow(
    /Expected a TensorBoard event file.*Next:/,
  );
  await expect(readEventFile(join(folder, "none"), () => {})).rejects.toBeInstanceOf(InputError);
  expect((await read(Buffer.alloc(0))).end).toEqual({ records: 0, damaged: 0, unreadBytes: 0 });
});

test("messages of arbitrary bytes are read or counted as damaged, never anything else", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 5 }), async (messages) => {
      const { end } = await read(eventFile(...messages.map((message) => Buffer.from(message))));
      expect(end.records + end.damaged).toBe(messages.length + 1);
      expect(end.unreadBytes).toBe(0);
    }),
    { numRuns: 300 },
  );
});

test("steps of any 64-bit integer are read", async () => {
  const { values } = await read(
    eventFile(event(-1n, 0, simpleScalar("a", 1)), event(2n ** 40n, 0, simpleScalar("a", 1))),
  );
  expect(values.map(({ step }) => step)).toEqual([-1, 2 ** 40]);
});

test("values in front of a fault within a record are given, and the record counts as damaged", async () => {
  const message = Buffer.concat([event(7, 1, simpleScalar("a", 1)), bytesField(5, Buffer.from([0x0a, 0x7f]))]);
  const { values, end } = await read(eventFile(message));
  expect(end).toEqual({ records: 1, damaged: 1, unreadBytes: 0 });
  expect(values.map(({ step, scalar }) => [step, scalar])).toEqual([[7, 1]]);
});

test("a record of a million empty values holds nothing in memory for them", async () => {
  const count = 1_000_000;
  const empty = Buffer.alloc(2 * count, Buffer.from([0x0a, 0]));
  const other = Buffer.alloc(2 * count, Buffer.from([0x10, 0]));
  global.gc?.();
  const before = process.memoryUsage().heapUsed;
  const { values, end } = await read(
    eventFile(bytesField(5, Buffer.concat([empty, other, bytesField(1, simpleScalar("a", 0.5))]))),
  );
  expect(values.map(({ scalar }) => scalar)).toEqual([0.5]);
  expect(end).toEqual({ records: 2, damaged: 0, unreadBytes: 0 });
  // An object for each would take sixty megabytes and more.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(60 * 2 ** 20);
});
