import fc from "fast-check";
import { expect, test } from "vitest";
import { parseScores } from "../../helpers/parse-scores.ts";

const read = (text: string) => parseScores(text, "log.csv");
const generator = (text: string) => read(text).series.find(({ name }) => name === "scoreGenerator")!.values;

test("without any count the rows are counted", () => {
  expect(read("scoreG,scoreD\n.1,.9\n.2,.8\n")).toMatchObject({ stepName: "row", steps: [0, 1] });
});

test("epochs that differ are the steps; repeated ones only label the rows", () => {
  expect(read("epoch,scoreG\n1,.1\n2,.2\n")).toMatchObject({ stepName: "epoch", steps: [1, 2], epochs: [1, 2] });
  expect(read("epoch,scoreG\n1,.1\n1,.2\n2,.3\n")).toMatchObject({
    stepName: "row",
    steps: [0, 1, 2],
    epochs: [1, 1, 2],
  });
});

test("epoch and batch together count iterations and keep the epochs", () => {
  expect(read("Epoch,Batch,scoreG\n0,0,.1\n0,1,.1\n0,2,.1\n1,0,.1\n1,1,.1\n1,2,.1\n")).toMatchObject({
    stepName: "iteration",
    steps: [0, 1, 2, 3, 4, 5],
    epochs: [0, 0, 0, 1, 1, 1],
  });
});

test("an iteration that starts anew in every epoch counts within it, so no row is lost", () => {
  const log = read("epoch,iter,scoreG\n0,0,.1\n0,50,.2\n1,0,.3\n1,50,.4\n2,0,.5\n2,50,.6\n");
  expect(log.series[0]!.values).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
  expect(log).toMatchObject({ stepName: "iteration", epochs: [0, 0, 1, 1, 2, 2], warnings: [] });
  expect([...log.steps].sort((a, b) => a - b)).toEqual(log.steps);
});

test("a count that runs through the epochs is the step, whatever it is called", () => {
  const rows = [
    [1, 500],
    [1, 1000],
    [2, 1171],
    [2, 1671],
    [3, 2342],
  ];
  for (const name of ["iters", "step", "batch"])
    expect(read(`epoch,${name},scoreG\n${rows.map((row) => `${row.join()},.1\n`).join("")}`)).toMatchObject({
      steps: rows.map(([, step]) => step),
      epochs: [1, 1, 2, 2, 3],
    });
});

test("a count that ends every epoch at the same place counts within it, from 0 or from 1", () => {
  expect(read("epoch,step,scoreG\n1,400,.1\n2,400,.2\n3,400,.3\n").steps).toEqual([400, 800, 1200]);
  expect(read("epoch,step,scoreG\n5,400,.1\n6,400,.2\n").steps).toEqual([2400, 2800]);
  expect(read("epoch,step,scoreG\n0,0,.1\n0,9,.2\n1,0,.3\n1,9,.4\n").steps).toEqual([0, 9, 10, 19]);
});

test("a resumed run whose count starts anew once among many epochs still counts through", () => {
  const rows = Array.from({ length: 20 }, (_, epoch) => [epoch, 100 * (epoch < 15 ? epoch : epoch - 3)]);
  const log = read(`epoch,step,scoreG\n${rows.map((row) => `${row.join()},.1\n`).join("")}`);
  expect(log.stepName).toBe("step");
  expect(log.steps.at(-1)).toBe(1600);
});

test("without any epoch, a count that starts at its first value three times over counts within epochs", () => {
  const pass = "0,.1\n50,.2\n100,.3\n";
  const log = read(`batch,scoreG\n${pass.repeat(3)}`);
  expect(log).toMatchObject({ steps: [0, 50, 100, 101, 151, 201, 202, 252, 302], epochs: [0, 0, 0, 1, 1, 1, 2, 2, 2] });
  expect(log.warnings.join(" ")).toContain("starts anew again and again");
  // Twice may be a run that was started again.
  expect(read(`step,scoreG\n${pass.repeat(2)}`).steps).toEqual([0, 50, 100]);
});

test("counts too large to combine are not combined", () => {
  expect(read("epoch,batch,scoreG\n1e300,1e300,.1\n1e300,2e300,.2\n")).toMatchObject({
    stepName: "row",
    steps: [0, 1],
  });
});

test("a resumed log keeps the last value of a step and says so", () => {
  const log = read("epoch,step,scoreG\n0,1,0.1\n0,2,0.2\n1,3,0.9\n0,2,0.3\n1,3,0.4\n1,4,0.5\n");
  expect(log.steps).toEqual([1, 2, 3, 4]);
  expect(log.series[0]!.values).toEqual([0.1, 0.3, 0.4, 0.5]);
  expect(log.warnings).toEqual([expect.stringContaining("Steps repeat in 2 of 6 rows")]);
});

test("rows of one step that fill different columns are joined", () => {
  const log = read("step,D_real,D_fake\n1,0.8,\n1,,0.3\n2,0.6,\n2,,0.4\n");
  expect(log.steps).toEqual([1, 2]);
  expect(log.series.find(({ name }) => name === "scoreDiscriminator")!.values).toEqual([0.75, 0.6]);
});

test("a step that is missing in a cell repeats the one above, a column without steps is ignored with a warning", () => {
  expect(generator("step,scoreG\n10,.1\n,\n20,.2\n")).toEqual([0.1, 0.2]);
  const log = read("step,scoreG\nx,.1\ny,.2\n");
  expect(log).toMatchObject({ stepName: "row", steps: [0, 1] });
  expect(log.warnings.join(" ")).toContain("step is not used: none of its cells is a number");
});

test("the order of the rows does not matter where no step repeats", () => {
  const rows = fc.uniqueArray(
    fc.record({ step: fc.integer({ min: -1e9, max: 1e9 }), score: fc.double({ min: 0, max: 1, noNaN: true }) }),
    { selector: ({ step }) => step, minLength: 1, maxLength: 30 },
  );
  const withShuffled = rows.chain((ordered) =>
    fc.tuple(
      fc.constant(ordered),
      fc.shuffledSubarray(ordered, { minLength: ordered.length, maxLength: ordered.length }),
    ),
  );
  const write = (rows: { step: number; score: number }[]) =>
    `step,epoch,scoreG\n${rows.map(({ step, score }) => `${step},${Math.floor(step / 100)},${score}\n`).join("")}`;
  fc.assert(
    fc.property(withShuffled, ([ordered, shuffled]) => {
      const log = read(write(shuffled));
      expect(log).toEqual(read(write(ordered)));
      expect(log.steps).toEqual(ordered.map(({ step }) => step).sort((a, b) => a - b));
    }),
  );
});
