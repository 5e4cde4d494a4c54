import { expect, test } from "vitest";
import type { Group } from "../../../src/analysis/analysis.ts";
import { representativesOf } from "../../../src/run/exports/representatives.ts";

const group = (id: string, medoid: string, members: string[]): Group => ({
  ...{ id, medoid, members, size: members.length, share: members.length / 10 },
  ...{ farthestPair: ["", ""] as [string, string], minSimilarity: 0.9, meanSimilarity: 0.95 },
});
const GROUPS = [group("one", "b", ["a", "b", "c"]), group("two", "d", ["d", "e"])];
const MEMBERS = ["g", "a", "b", "c", "d", "e", "f"];

test("every mode has one image: the most typical of a group, one without contrast for all of them, and each single one", () => {
  const { chosen, left } = representativesOf({ groups: GROUPS, blanks: ["x", "y", "z", "w"] }, MEMBERS, 10);
  expect(chosen).toEqual([
    { member: "x", group: null, size: 4 },
    { member: "b", group: "one", size: 3 },
    { member: "d", group: "two", size: 2 },
    { member: "f", group: null, size: 1 },
    { member: "g", group: null, size: 1 },
  ]);
  expect(left).toEqual({ modes: 0, images: 0 });
});

test("beyond the limit the smallest are left out and counted, so that no image is forgotten", () => {
  const { chosen, left } = representativesOf({ groups: GROUPS, blanks: [] }, MEMBERS, 1);
  expect(chosen.map(({ member }) => member)).toEqual(["b"]);
  expect(left).toEqual({ modes: 3, images: 4 });
});
