import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isRunSet, type Result } from "../../src/report/runs.ts";
import { analyze } from "../../src/run/analyze.ts";
import { Judging } from "../../src/run/judging.ts";
import { writeDrawings } from "../helpers/pictures.ts";
import { meansModel } from "../helpers/user-models.ts";

const folder = () => mkdtempSync(join(tmpdir(), "gan-diversity-judging-"));
const seeds = (from: number) => Array.from({ length: 20 }, (_, index) => from + index);

const figuresOf = (result: Result) => {
  if (isRunSet(result)) throw new Error("it is one run");
  return { checkpoints: result.checkpoints, verdict: result.verdict };
};

test("what is judged with an embedder that stays open is what it is judged as alone, also behind a run that can not be read", async () => {
  const [first, second] = [folder(), folder()];
  await writeDrawings(first, seeds(0));
  await writeDrawings(second, seeds(100));
  const judging = new Judging(true);
  try {
    for (const inputs of [[first], [second]]) {
      await expect(judging.judge({ inputs: [folder()] })).rejects.toThrow("pictures");
      expect(figuresOf(await judging.judge({ inputs, threads: 1 }))).toEqual(
        figuresOf(await analyze({ inputs, threads: 1 })),
      );
    }
  } finally {
    await judging.close();
  }
});

test("a model that was not there is looked for again", async () => {
  const inputs = [folder()];
  await writeDrawings(inputs[0]!, seeds(0));
  const model = join(folder(), "model.onnx");
  const judging = new Judging(true);
  try {
    const options = { inputs, model, threshold: 0.9, threads: 1 };
    await expect(judging.judge(options)).rejects.toThrow("model.onnx");
    writeFileSync(model, meansModel());
    expect(figuresOf(await judging.judge(options)).checkpoints).toHaveLength(1);
  } finally {
    await judging.close();
  }
});
