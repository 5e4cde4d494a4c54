import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stepsOfPaths } from "../../src/inputs/run-steps.ts";
import { candidatesOf, mayBeSeveral, runOfPath, runsAmong } from "../../src/inputs/runs.ts";

const pictures = (paths: readonly string[]) => {
  const steps = stepsOfPaths(paths);
  return paths.map((path, index) => ({ path, named: steps[index]! }));
};

/** Folders of the runs and the pictures of each. @param areSheets what numbers alone count */
const split = (paths: readonly string[], { areSheets = true, classFolders = false } = {}) => {
  const candidates = candidatesOf(pictures(paths), classFolders).map((candidate) =>
    candidate.areWorded || areSheets ? candidate : { ...candidate, steps: new Set<number>() },
  );
  const runs = runsAmong(candidates, "root");
  expect(mayBeSeveral(candidates)).toBe(runs.length > 0);
  return Object.fromEntries(runs.map((run) => [run.name, paths.filter((path) => runOfPath(path, runs) === run)]));
};

const series = (folder: string, steps: readonly number[], name = "epoch_") =>
  steps.map((step) => `${folder}/${name}${step}.png`);
const namesOf = (paths: readonly string[], options = {}) => Object.keys(split(paths, options));

describe("several runs", () => {
  test("are two folders with series over the same steps, each with its own pictures", () => {
    const [a, b] = [series("lr1", [1, 5, 10]), series("lr2", [1, 5, 10])];
    expect(split([...a, ...b])).toEqual({ lr1: a, lr2: b });
  });

  test("need not be saved at the same steps, nor be as long", () => {
    expect(namesOf([...series("a", [1, 10, 20]), ...series("b", [3, 11, 30])])).toEqual(["a", "b"]);
    expect(namesOf([...series("a", [0, 50, 100]), ...series("stopped", [0, 3])])).toEqual(["a", "stopped"]);
  });

  test("are named by their own folder, wherever their pictures lie below it", () => {
    const paths = ["lr1", "lr2"].flatMap((run) => [
      ...series(`${run}/samples`, [1, 2]),
      ...series(`${run}/fixed`, [1, 2]),
      `${run}/real.png`,
    ]);
    expect(split(paths)).toEqual({ lr1: paths.slice(0, 5), lr2: paths.slice(5) });
  });

  test("may be sets of folders that are steps", () => {
    const paths = ["a", "b"].flatMap((run) =>
      [1, 2].flatMap((epoch) => [0, 1].map((n) => `${run}/epoch_${epoch}/${n}.png`)),
    );
    expect(namesOf(paths)).toEqual(["a", "b"]);
  });

  test("may lie below each other, in archives, and in folders that tell how long they train", () => {
    expect(namesOf([...series("out", [1, 2]), ...series("out/old", [1, 2])])).toEqual(["out", "out/old"]);
    expect(namesOf([...series("lr1.zip", [1, 2]), ...series("lr2.zip", [1, 2])])).toEqual(["lr1.zip", "lr2.zip"]);
    expect(namesOf([...series("bs16_epochs50", [1, 2]), ...series("bs64_epochs50", [1, 2])])).toHaveLength(2);
    expect(namesOf([...series("epochs50", [1, 2]), ...series("epochs100", [1, 2])])).toHaveLength(2);
    expect(
      namesOf([...series("00001-kimg5000", [0, 200], "fakes"), ...series("00002-kimg5000", [0, 200], "fakes")]),
    ).toHaveLength(2);
  });

  test("are numbered sheets in folders, and no numbered images", () => {
    const paths = [...series("a", [1, 2, 3], ""), ...series("b", [1, 2, 3], "")];
    expect(namesOf(paths)).toEqual(["a", "b"]);
    expect(namesOf(paths, { areSheets: false })).toEqual([]);
  });

  test("take along a run that has just begun and a set of images, but no picture in the folder above them", () => {
    const runs = [...series("a", [1, 2]), ...series("b", [1, 2])];
    const images = Array.from({ length: 20 }, (_, index) => `final/image${index}.png`);
    const found = split([...runs, "begun/epoch_1.png", ...images, "epoch_3_of_all.png", "notes/x.png"], {
      areSheets: false,
    });
    expect(Object.keys(found)).toEqual(["a", "b", "begun", "final"]);
    expect(Object.values(found).flat()).not.toContain("epoch_3_of_all.png");
  });

  test("are runs of every class where folders are classes", () => {
    const paths = ["a", "b"].flatMap((run) => ["cat", "dog"].flatMap((of) => series(`${run}/${of}`, [1, 2])));
    expect(namesOf(paths, { classFolders: true })).toEqual(["a", "b"]);
  });

  test("are called apart where a folder's name says only what pictures show", () => {
    expect(namesOf([...series("test", [1, 2]), ...series("baseline", [1, 2])])).toEqual(["baseline", "test"]);
  });
});

test.each<[what: string, paths: string[]]>([
  ["a folder per step", ["epoch_1/a.png", "epoch_1/b.png", "epoch_2/a.png", "epoch_2/b.png"]],
  ["a folder per step with numbered images", ["100/0.png", "100/1.png", "200/0.png", "200/1.png"]],
  [
    "a folder per epoch with its iterations",
    [...series("epoch_1", [100, 200], "iter_"), ...series("epoch_2", [100, 200], "iter_")],
  ],
  ["fixed and random samples", [...series("Fixed_results", [1, 2]), ...series("Random_results", [1, 2])]],
  ["samples beside fixed ones", [...series("samples", [1, 2]), ...series("fixed", [1, 2])]],
  ["a moving average in the run's folder", [...series(".", [1, 2]), ...series("ema", [1, 2])]],
  ["a run that was resumed", [...series("part1", [1, 5, 10]), ...series("part2", [10, 15, 20])]],
  ["folders of images without steps", ["a/x.png", "a/y.png", "b/x.png", "b/z.png"]],
  ["one series", series("run", [1, 2, 3])],
  [
    "tags of an event file",
    [
      "a.tfevents.1/fakes/step_1.png",
      "a.tfevents.1/fakes/step_2.png",
      "a.tfevents.1/x/step_1.png",
      "a.tfevents.1/x/step_2.png",
    ],
  ],
])("%s stay one run", (_, paths) => {
  expect(split(paths.map((path) => path.replace(/^\.\//, "")))).toEqual({});
});

test("folders of classes are no runs", () => {
  expect(namesOf([...series("cat", [1, 2]), ...series("dog", [1, 2])], { classFolders: true })).toEqual([]);
});

test("no picture is in two runs, and each run has its whole series", () => {
  const path = fc
    .tuple(fc.constantFrom("", "a/", "b/", "b/samples/", "a/epoch_1/", "fixed/", "a/c/"), fc.nat(12))
    .map(([folder, step]) => `${folder}epoch_${step}.png`);
  fc.assert(
    fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 30 }), (paths) => {
      const found = Object.values(split(paths));
      const members = found.flat();
      expect(new Set(members).size).toBe(members.length);
      for (const run of found) expect(run.length).toBeGreaterThan(0);
    }),
  );
});
