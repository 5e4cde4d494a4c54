import { expect, test } from "vitest";
import { document, float, integer, message, text } from "../../src/kit/protobuf-writer.ts";

test("fields are encoded as in the protocol buffers documentation", () => {
  // https://protobuf.dev/programming-guides/encoding: field 1 = 150, field 2 = "testing", field 3 = { field 1 = 150 }.
  expect([...document(integer(1, 150))]).toEqual([0x08, 0x96, 0x01]);
  expect([...document(text(2, "testing"))]).toEqual([0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67]);
  expect([...document(message(3, integer(1, 150)))]).toEqual([0x1a, 0x03, 0x08, 0x96, 0x01]);
});

test("floats are little-endian and fields above 15 take two bytes of tag", () => {
  expect([...document(float(2, 1))]).toEqual([0x15, 0x00, 0x00, 0x80, 0x3f]);
  expect([...document(integer(20, 7))]).toEqual([0xa0, 0x01, 0x07]);
});
