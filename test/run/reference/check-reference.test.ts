import { expect, test } from "vitest";
import { otherColours, sameContent, sameFiles } from "../../../src/run/reference/check-reference.ts";

const glance = (greyShare: number | null, ...hashes: string[]) => ({ hashes, greyShare });
const checkpoint = (...paths: string[]) => ({
  step: null,
  label: "",
  source: "",
  images: paths.map((path) => ({
    member: path,
    box: null,
    source: { path, content: () => Promise.reject(new Error("not read")) },
  })),
});

test("a reference is the samples when it holds more than half of them", () => {
  expect(sameContent(glance(0, "a", "b", "c", "d"), new Set(["a", "b", "x"]))).toBeNull();
  expect(sameContent(glance(0, "a", "b", "c", "d"), new Set(["a", "b", "c"]))).toMatch(/^3 of 4/);
  expect(sameContent(glance(null), new Set(["a"]))).toBeNull();
});

test("as files it is when it holds more than half of any checkpoint", () => {
  const [first, last] = [checkpoint("/1", "/2", "/3"), checkpoint("/4", "/5")];
  expect(sameFiles([first, last], new Set(["/1", "/4"]))).toBeNull();
  expect(sameFiles([first, last], new Set(["/4", "/5"]))).toMatch(/^2 of 2/);
});

test("colours differ only where nearly all of one side and hardly any of the other are grey", () => {
  expect(otherColours(glance(1), glance(0))).toMatch(/real images are coloured/);
  expect(otherColours(glance(0.05), glance(0.95))).toMatch(/real images are grey/);
  expect(otherColours(glance(1), glance(0.5))).toBeNull();
  expect(otherColours(glance(0), glance(0))).toBeNull();
  expect(otherColours(glance(null), glance(0))).toBeNull();
});
