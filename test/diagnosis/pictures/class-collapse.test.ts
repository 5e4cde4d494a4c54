import { expect, test } from "vitest";
import type { Checkpoint, ClassResult } from "../../../src/analysis/analysis.ts";
import { classCollapse } from "../../../src/diagnosis/pictures/class-collapse.ts";
import { finalPictureState } from "../../../src/diagnosis/pictures/picture-state.ts";
import { checkpointWith } from "../../helpers/checkpoints.ts";
import { comparison } from "../../helpers/comparisons.ts";

const judge = (checkpoints: Checkpoint[]) =>
  classCollapse.run({ checkpoints, pictures: finalPictureState(checkpoints), transitions: [], scores: null });
const classOf = (name: string, shares: Parameters<typeof checkpointWith>[1] = {}): ClassResult => {
  const { images, metrics } = checkpointWith(1, shares);
  return { name, images, metrics };
};
const withClasses = (...classes: ClassResult[]): Checkpoint => ({ ...checkpointWith(1), classes });
const cats = classOf("cats", { repeats: 0.9 });
const dogs = classOf("dogs");
const textsOf = (finding: ReturnType<typeof judge>) => JSON.stringify(finding.evidence);

test("it is looked for only where images have classes", () => {
  const applies = (checkpoint: Checkpoint) =>
    classCollapse.applies!({ checkpoints: [checkpoint], pictures: "diverse", transitions: [], scores: null });
  expect(applies(checkpointWith(1))).toBe(false);
  expect(applies(withClasses(dogs))).toBe(true);
});

test("classes that are diverse pass, without advice", () => {
  expect(judge([withClasses(dogs, classOf("birds"))])).toMatchObject({
    status: "pass",
    title: "The images are diverse within each of 2 classes",
    value: 0,
    advice: [],
  });
});

test("one collapsed class is a failure that names it, although the whole set is diverse", () => {
  const finding = judge([withClasses(cats, dogs)]);
  expect(finding).toMatchObject({ status: "fail", title: "1 of 2 classes have collapsed", value: 1, threshold: 1 });
  expect(textsOf(finding)).toContain("Class cats: 90 % of the pairs of 64 images");
  expect(textsOf(finding)).not.toContain("dogs");
  expect(finding.advice[0]).toContain("balance the classes");
});

test("one structure in many tints is a collapsed class as well", () => {
  expect(judge([withClasses(classOf("faces", { repeats: 0.002, structure: 0.9 }), dogs)]).status).toBe("fail");
});

test("classes that are merely alike warn", () => {
  expect(judge([withClasses(classOf("ones", { repeats: 0.02 }), dogs)])).toMatchObject({
    status: "warn",
    title: "1 of 2 classes are more alike than broad healthy sets",
    advice: [],
  });
});

test("a class with 15 images is not judged and said so; with 16 it is", () => {
  const finding = judge([withClasses(classOf("few", { repeats: 0.9, images: 15 }), dogs)]);
  expect(finding.status).toBe("pass");
  expect(textsOf(finding)).toContain("1 classes have fewer than 16 images");
  expect(judge([withClasses(classOf("few", { repeats: 0.9, images: 16 }), dogs)]).status).toBe("fail");
  expect(judge([withClasses(classOf("few", { images: 15 }))]).status).toBe("not-applicable");
});

test("at most five classes are named", () => {
  const many = Array.from({ length: 7 }, (_, index) => classOf(`class ${index}`, { repeats: 0.9 }));
  const finding = judge([withClasses(...many)]);
  expect(finding.title).toBe("7 of 7 classes have collapsed");
  expect(finding.evidence).toHaveLength(5);
});

test("real images of a class outrank the constants", () => {
  const narrow = { ...cats, reference: comparison() };
  expect(judge([withClasses(narrow, dogs)]).status).toBe("pass");
});
