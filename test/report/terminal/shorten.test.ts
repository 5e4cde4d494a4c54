import fc from "fast-check";
import { expect, test } from "vitest";
import { shorten, shortenAll, withoutCommonFolders } from "../../../src/report/terminal/shorten.ts";

test("a long name is cut in its middle, so its end still tells it from its neighbours", () => {
  expect(shorten("results/dcgan_with_a_long_name/fixed_step_1200.png", 24)).toBe("results…ed_step_1200.png");
  expect(shorten("step 1200", 9)).toBe("step 1200");
});

test("no number is cut short, whatever room there is", () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.integer({ min: 1, max: 40 }), (step, room) => {
      expect(shorten(`a/long/folder/of_the_run/step_${step}.png`, room)).not.toMatch(/(?:\d…|…\d(?!\d*\.png$))/);
      const [, number] = /(\d+)/.exec(shorten(`step ${step}`, room)) ?? [];
      if (number !== undefined) expect(number).toBe(String(step));
    }),
  );
});

test("names that only their middles tell apart stay apart", () => {
  const names = ["samples/of_the_first_run/epoch_1.png", "samples/of_the_other_run/epoch_1.png"];
  expect(new Set(shortenAll(names, 16)).size).toBe(2);
});

test("folders that all names begin with are left away, never a name itself", () => {
  expect(withoutCommonFolders(["run/a/1.png", "run/a/2.png", "run/b/1.png"])).toEqual([
    "a/1.png",
    "a/2.png",
    "b/1.png",
  ]);
  expect(withoutCommonFolders(["run/1.png"])).toEqual(["1.png"]);
  expect(withoutCommonFolders(["epoch 1", "a/b"])).toEqual(["epoch 1", "a/b"]);
});
