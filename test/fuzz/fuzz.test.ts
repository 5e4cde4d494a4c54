import { expect, test } from "vitest";
import { mutated } from "../../fuzz/mutate.ts";
import { resultOf } from "../../fuzz/result.ts";
import { InputError } from "../../src/errors.ts";

const SEEDS = ["a valid file", "another one, somewhat longer"].map((text) => Buffer.from(text));

test("a seed and an index make the same input again, and others make others", () => {
  const inputs = Array.from({ length: 200 }, (_, index) => mutated(SEEDS, 1, index).toString("hex"));
  expect(inputs).toEqual(Array.from({ length: 200 }, (_, index) => mutated(SEEDS, 1, index).toString("hex")));
  expect(new Set(inputs).size).toBeGreaterThan(150);
  expect(mutated(SEEDS, 2, 0).toString("hex")).not.toBe(inputs[0]);
  expect(SEEDS.map(String)).toEqual(["a valid file", "another one, somewhat longer"]);
});

test.each<[string, () => Promise<unknown>, unknown]>([
  ["what is read", async () => 1, "read"],
  ["an error of the tool", () => Promise.reject(new InputError("X", "because")), "refused"],
  ["a reason", () => Promise.reject(new Error("the file is empty")), "refused"],
  ["no reason", () => Promise.reject(new Error("")), { what: expect.stringContaining("Error") as string }],
  [
    "a fault",
    async () => (undefined as unknown as string).length,
    { what: expect.stringContaining("TypeError") as string },
  ],
  [
    "a place outside",
    async () => Buffer.alloc(1).readUInt32LE(0),
    { what: expect.stringContaining("RangeError") as string },
  ],
  ["no error at all", () => Promise.reject(undefined), { what: "undefined" }],
])("%s is told apart", async (_, read, result) => {
  expect(await resultOf(read)).toEqual(result);
});
