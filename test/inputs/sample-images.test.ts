import { expect, test } from "vitest";
import type { ImageCheckpoint } from "../../src/inputs/image-set.ts";
import { sampleImages } from "../../src/inputs/sample-images.ts";
import type { ImageFile } from "../../src/pixels/decode.ts";

const image = (member: string): ImageFile => ({
  member,
  source: { content: () => Promise.reject(new Error()) },
  box: null,
});
const checkpoint = (members: readonly string[]): ImageCheckpoint => ({
  step: null,
  label: "all",
  source: ".",
  images: members.map(image),
});
const names = Array.from({ length: 1000 }, (_, index) => `folder/${index}.png`);
const sampled = (members: readonly string[], most?: number) => {
  const [one] = sampleImages([checkpoint(members)], most);
  return { members: one!.images.map(({ member }) => member), from: one!.sampledFrom };
};

test("the same images are chosen in whatever order they come, and stay in that order", () => {
  const { members, from } = sampled(names, 100);
  expect([members.length, new Set(members).size, from]).toEqual([100, 100, 1000]);
  expect(members).toEqual(names.filter((name) => members.includes(name)));
  const reversed = sampled(names.toReversed(), 100).members;
  expect(reversed).toEqual(members.toReversed());
});

test("a smaller sample is a part of a larger one, so that a second look at more images keeps the first", () => {
  const larger = new Set(sampled(names, 300).members);
  expect(sampled(names, 30).members.every((name) => larger.has(name))).toBe(true);
});

test("names choose nothing by their order: every tenth of the list has its share", () => {
  const { members } = sampled(names, 500);
  for (let part = 0; part < 10; part++) {
    const own = members.filter((name) => names.indexOf(name) >= 100 * part && names.indexOf(name) < 100 * (part + 1));
    // Half of 100 by chance: 5 standard deviations are 25.
    expect(Math.abs(own.length - 50)).toBeLessThan(25);
  }
});

test("a checkpoint of no more images is left as it is", () => {
  for (const most of [undefined, 1000, 2000]) {
    const all = checkpoint(names);
    expect(sampleImages([all], most)).toEqual([all]);
    expect(sampleImages([all], most)[0]).toBe(all);
  }
});
