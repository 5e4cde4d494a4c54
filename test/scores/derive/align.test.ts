import { expect, test } from "vitest";
import { alignScores } from "../../../src/scores/derive/align.ts";
import { parseScores } from "../../helpers/parse-scores.ts";

const checkpoints = (unit: string, ...steps: (number | null)[]) =>
  steps.map((step) => ({ step, label: step === null ? "the image set" : `${unit} ${step}` }));

const log = (header: string, ...rows: string[]) => parseScores(`${header}\n${rows.join("\n")}\n`, "log.csv");

const STEPS = log("step,errG", "0,1", "100,1", "200,1", "300,1");
/** Epochs 0 to 2 of 100 batches, logged every 50. */
const EPOCHS = log("epoch,iter,errG", ...[0, 1, 2].flatMap((epoch) => [0, 50, 99].map((iter) => `${epoch},${iter},1`)));

test("the same count is matched to the nearest step within half an interval", () => {
  expect(alignScores(STEPS, checkpoints("step", 0, 149, 151, 350, 351))).toEqual({
    basis: "Pictures and log both count in steps.",
    steps: [0, 100, 200, 300, null],
    unmatched: 1,
  });
});

test("epochs of pictures are those of the log, and the last row of an epoch counts", () => {
  expect(alignScores(EPOCHS, checkpoints("epoch", 0, 2))).toEqual({
    basis: "The epoch of a picture is the epoch of the log; the last iteration of it counts.",
    steps: [99, 299],
    unmatched: 0,
  });
});

test("pictures that count epochs from 1 are one ahead of a log that counts from 0", () => {
  const { basis, steps } = alignScores(EPOCHS, checkpoints("epoch", 1, 2, 3));
  expect(steps).toEqual([99, 199, 299]);
  expect(basis).toContain("plus 1");
});

test("iterations within epochs are placed by their number through the run", () => {
  const within = [100, 200].map((step) => ({ step, label: `epoch ${step / 100}, iteration 100` }));
  expect(alignScores(STEPS, within)).toMatchObject({
    steps: [100, 200],
    basis: expect.stringContaining("within epochs"),
  });
});

test("mere numbers that end with the epochs are taken for epochs, and it is said", () => {
  const { basis, steps } = alignScores(EPOCHS, checkpoints("step", 0, 1, 2));
  expect(steps).toEqual([99, 199, 299]);
  expect(basis).toContain("are taken for epochs");
});

test("kimg and images are converted", () => {
  const images = log("nimg,errG", "0,1", "40000,1", "80000,1");
  expect(alignScores(images, checkpoints("kimg", 40, 81)).steps).toEqual([40000, 80000]);
  const kimg = log("kimg,errG", "0,1", "40,1", "80,1");
  expect(alignScores(kimg, checkpoints("images", 40000)).steps).toEqual([40]);
});

test("counts that nothing converts are taken for the same, and it is said", () => {
  const { basis, unmatched } = alignScores(STEPS, checkpoints("kimg", 100, 5000));
  expect(basis).toContain("nothing says how one becomes the other");
  expect(unmatched).toBe(1);
});

test("pictures without steps can not be placed", () => {
  expect(alignScores(STEPS, checkpoints("step", null))).toEqual({
    basis: "The pictures carry no step, so they can not be placed in the log.",
    steps: [null],
    unmatched: 1,
  });
});

test("a log of every iteration that is a whole multiple of the last epoch is spread over the epochs, and it is said", () => {
  const everyIteration = log("iteration,errG", ...Array.from({ length: 150 }, (_, row) => `${row},1`));
  const { basis, steps } = alignScores(everyIteration, checkpoints("epoch", 1, 3, 5));
  expect(steps).toEqual([29, 89, 149]);
  expect(basis).toBe("The log holds 150 steps and the pictures end at epoch 5, so an epoch is taken for 30 steps.");
  expect(alignScores(everyIteration, checkpoints("epoch", 1, 4)).basis).toContain("nothing says how");
});
