import fc from "fast-check";
import { expect, test } from "vitest";
import type { Checkpoint } from "../../../src/analysis/analysis.ts";
import { finalPictureState } from "../../../src/diagnosis/pictures/picture-state.ts";
import { courseOf } from "../../../src/diagnosis/pictures/run-course.ts";
import { checkpointWith } from "../../helpers/checkpoints.ts";

/** F strongly collapsed, f weakly, w alike, n noise, . diverse; steps 10, 20, 30 ... */
const run = (letters: string, firstStep = 10): Checkpoint[] =>
  [...letters].map((letter, index) =>
    checkpointWith(
      firstStep + 10 * index,
      { F: { repeats: 0.9 }, f: { repeats: 0.04 }, w: { repeats: 0.02 }, n: { noise: 1 }, ".": {} }[letter],
    ),
  );
const state = (letters: string) => finalPictureState(run(letters));

test("one strongly collapsed checkpoint is enough, of weak ones it takes two", () => {
  expect(courseOf(run("...F")).since).toBe(3);
  expect(courseOf(run("...f")).since).toBeNull();
  expect(courseOf(run("...ff")).since).toBe(3);
  expect(state("...f")).toBe("alike");
});

test("a weak collapse is forgotten over checkpoints that are merely alike, an alarm is not", () => {
  expect(courseOf(run("..fwf")).since).toBeNull();
  expect(courseOf(run("..fwwwF")).since).toBe(6);
  expect(courseOf(run("..ffwww")).since).toBe(2);
  // The first of a run speaks for itself only as long as there is little else.
  expect(courseOf(run("fwwwF")).since).toBe(4);
});

test("a single checkpoint speaks for itself", () => {
  expect(courseOf(run("f")).since).toBe(0);
});

test("weak collapses that come and go are no collapse of the run", () => {
  expect(state("....f..f...f..")).toBe("diverse");
});

test("the first steps are not trained yet: neither a collapse nor noise there says anything", () => {
  const beginning = (letter: string) => run(letter, 0);
  expect(finalPictureState(beginning("F"))).toBe("untrained");
  expect(finalPictureState(beginning("n"))).toBe("untrained");
  expect(finalPictureState([...beginning("n"), ...run("..")])).toBe("diverse");
  // From the second checkpoint on a collapse that stays counts.
  expect(courseOf([...beginning("F"), ...run("FF")]).since).toBe(1);
});

test("a collapse before the first diverse checkpoint leaves no history", () => {
  expect(courseOf(run("FF....")).past).toEqual([]);
  expect(courseOf(run(".FF....")).past).toEqual([{ first: 1, last: 2 }]);
});

test("what was said of a prefix does not depend on what comes later", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("F", "f", "w", "."), { minLength: 1, maxLength: 40 }), (letters) => {
      const whole = run(letters.join(""));
      const { states } = courseOf(whole);
      for (let length = 1; length <= letters.length; length++)
        expect(courseOf(whole.slice(0, length)).states).toEqual(states.slice(0, length));
    }),
  );
});

test("while a collapsed run goes on with a lucky sheet in three, the verdict changes once", () => {
  const letters = "....FFF.FF.FFFF.FFF.FF.FFF.FFFF.F.FF";
  const states = [...letters].map((_, index) => courseOf(run(letters.slice(0, index + 1))).since !== null);
  expect(states.filter((collapsed, index) => index > 0 && collapsed !== states[index - 1])).toHaveLength(1);
});

test("one pattern whose details vary fails by itself, and before a plain collapse it is where that begins, not where it is", () => {
  const begun = checkpointWith(5, { level: 0.72, pattern: { whole: 0.82, detail: 0.44 } });
  const plain = (step: number) => checkpointWith(step, { level: 0.9 });
  expect(courseOf([begun]).since).toBe(0);
  expect(courseOf([checkpointWith(2), begun]).since).toBe(1);
  expect(courseOf([checkpointWith(2), begun, plain(10), plain(15)]).since).toBe(2);
  expect(courseOf([plain(2), begun, plain(10)]).since).toBe(0);
});
