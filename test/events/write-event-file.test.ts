import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EventValue } from "../../src/events/event-message.ts";
import { readEventFile } from "../../src/events/read-event-file.ts";
import { eventFile } from "../../src/events/write-event-file.ts";
import { eventsOf } from "../helpers/tensorboard-events.ts";

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1, 2, 3);
const FILE = eventFile(
  [
    { step: 0, values: [{ tag: "run/\u00e9", scalar: 0.25 }] },
    {
      // Beyond 32 bits.
      step: 5_000_000_000,
      values: [
        { tag: "run/\u00e9", scalar: Number.NaN },
        { tag: "pictures", image: { png: PNG, width: 12, height: 300 } },
      ],
    },
  ],
  1_700_000_000.25,
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gan-diversity-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("a written event file", () => {
  test("is read back by our own reader, with no byte left", async () => {
    const path = join(folder, "events");
    await writeFile(path, FILE);
    const values: EventValue[] = [];
    const end = await readEventFile(path, (value) => {
      values.push(value);
    });
    expect(end).toEqual({ records: 3, damaged: 0, unreadBytes: 0 });
    const common = { wallTime: 1_700_000_000.25 };
    expect(values).toEqual([
      { ...common, step: 0, tag: "run/\u00e9", scalar: 0.25 },
      { ...common, step: 5_000_000_000, tag: "run/\u00e9", scalar: Number.NaN },
      { ...common, step: 5_000_000_000, tag: "pictures", images: [Buffer.from(PNG)] },
    ]);
  });

  test("is read back by protobufjs from the public message definitions, behind checksums of another's making", () => {
    const [version, first, second, ...more] = eventsOf(Buffer.from(FILE));
    expect(version).toMatchObject({ wallTime: 1_700_000_000.25, fileVersion: "brain.Event:2" });
    expect(first).toMatchObject({ summary: { value: [{ tag: "run/\u00e9", simpleValue: 0.25 }] } });
    expect(second!.step).toBe(5_000_000_000);
    const [nan, picture] = second!.summary!.value;
    expect(nan!.simpleValue).toBeNaN();
    expect(picture!.image).toMatchObject({ width: 12, height: 300, colorspace: 3 });
    expect([...picture!.image!.encodedImageString]).toEqual([...PNG]);
    expect(more).toEqual([]);
  });

  test("of which a bit is lost is not taken for whole", () => {
    const broken = Buffer.from(FILE);
    broken[broken.length - 6]! ^= 1;
    expect(() => eventsOf(broken)).toThrow("checksum");
  });
});
