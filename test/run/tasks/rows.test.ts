import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { encodeEmbedResult } from "../../../src/run/tasks/embed-result.ts";
import { readMatrix } from "../../../src/run/tasks/matrix.ts";
import type { Plan } from "../../../src/run/tasks/plan.ts";
import { rowsTask } from "../../../src/run/tasks/rows-task.ts";
import { statFiles } from "../../../src/run/tasks/stat-files.ts";
import { matrixOf, type RowsTask, resultOf } from "../../../src/run/tasks/task.ts";
import { SharedFolder } from "../../../src/shared/shared-folder.ts";

const folder = () => mkdtempSync(join(tmpdir(), "gan-diversity-rows-"));
const hashed = (letter: string) => letter.repeat(64);
const image = (letter: string, values: number[], spread = 50) => ({
  contentHash: hashed(letter),
  embedding: Float32Array.from(values),
  spread,
  isNoise: false,
});

// Said to be few they are held in memory, said to be many they are read from the files one by one.
test.each([5, 10 ** 9])(
  "the rows of %i images are sorted by content, without blank ones and those that could not be read",
  async (images) => {
    const store = new SharedFolder(folder());
    const [first, second] = ["1", "2"].map((letter) => letter.repeat(32)) as [string, string];
    const common = { run: 0, label: "x", images: 3 };
    const rows: RowsTask = {
      ...common,
      kind: "rows",
      key: "3".repeat(32),
      images,
      after: [1, 2],
      columns: null,
      threshold: 0.8,
    };
    const plan = {
      dimension: 2,
      options: {},
      tasks: [
        { ...common, kind: "embed", key: first, after: null },
        { ...common, kind: "embed", key: second, after: null, images: 2 },
        rows,
      ],
    } as unknown as Plan;
    const one = [image("d", [1, 0]), null, image("a", [0, 1])];
    const other = [image("c", [0.6, 0.8]), image("b", [0.8, 0.6], 0)];
    await store.put(`embed-${first}.bin`, encodeEmbedResult({ dimension: 2, images: one, skipped: [[1, "broken"]] }));
    await store.put(`embed-${second}.bin`, encodeEmbedResult({ dimension: 2, images: other, skipped: [] }));
    await rowsTask(rows, { plan, store }, () => {});
    expect(await readMatrix(rows, 3, store)).toMatchObject({ n: 3, dimension: 2 });
    const bytes = readFileSync(join(store.place, matrixOf(rows.key)));
    expect(new Float32Array(new Uint8Array(bytes).buffer)).toEqual(Float32Array.from([0, 1, 0.6, 0.8, 1, 0]));
    writeFileSync(join(store.place, resultOf(rows)), "half");
    await expect(readMatrix(rows, 3, store)).rejects.toThrow("Expected the result of task 3");
  },
);

test("sizes and times are those of the files, in order, also of many and of none", async () => {
  const root = folder();
  const files = Array.from({ length: 200 }, (_, index) => join(root, `${index}`));
  for (const [index, file] of files.entries()) if (index % 7 !== 0) writeFileSync(file, "x".repeat(index));
  const states = await statFiles(files);
  expect(states.map(({ size }) => size)).toEqual(files.map((_, index) => (index % 7 === 0 ? -1 : index)));
  expect(states[1]!.mtimeMs).toBe(statSync(files[1]!).mtimeMs);
});
