import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { stepsOfPaths } from "../../src/inputs/run-steps.ts";
import { Problem } from "../../src/serve/problem.ts";
import { assertName, type PostedFile, Store } from "../../src/serve/store.ts";

const opened = async (root = mkdtempSync(join(tmpdir(), "gan-diversity-store-"))) => {
  const store = new Store(root, async (_, { bytes }) => {
    if (Buffer.from(bytes).toString() === "broken") throw new Problem(422, "it is broken");
  });
  await store.open();
  return { root, store, holds: (...path: string[]) => readdirSync(join(root, ...path)).sort() };
};

const file = (text: string, ending: PostedFile["ending"] = "png"): PostedFile => ({ ending, bytes: Buffer.from(text) });
const pictures = (step: number, of: PostedFile | PostedFile[]) => ({ step, pictures: of, scores: null });

describe("what is posted", () => {
  test("lies by its step in the folder of its run, with its scores as lines of JSON", async () => {
    const { root, store, holds } = await opened();
    await store.save("a", { step: 12, pictures: file("sheet"), scores: { real: 0.6, d_loss: Number.NaN } });
    await store.save("a", { step: 13, pictures: null, scores: { real: 0.5 } });
    expect(holds("a")).toEqual(["scores.jsonl", "step-00000012.png"]);
    expect(readFileSync(join(root, "a", "step-00000012.png"), "utf8")).toBe("sheet");
    expect(readFileSync(join(root, "a", "scores.jsonl"), "utf8")).toBe(
      '{"step": 12, "real": 0.6, "d_loss": NaN}\n{"step": 13, "real": 0.5}\n',
    );
    expect(await store.lastStep("a")).toBe(13);
    expect(holds(".gan-diversity", "incoming")).toEqual([]);
  });

  test("is a step to check, also where its number could be a date", async () => {
    const { root, store } = await opened();
    const steps = [0, 12, 9_999_999, 20_240_115, 20_240_116, 999_999_999];
    for (const step of steps) await store.save("a", pictures(step, file("sheet")));
    const read = stepsOfPaths(readdirSync(join(root, "a"))).map((named) => named?.step ?? -1);
    expect(read.sort((a, b) => a - b)).toEqual(steps);
  });

  test("replaces what was posted for the same step, in whatever form that was", async () => {
    const { root, store, holds } = await opened();
    await store.save("a", pictures(1, file("first")));
    await store.save("a", pictures(1, file("second", "jpg")));
    expect(holds("a")).toEqual(["step-00000001.jpg"]);
    await store.save("a", pictures(1, [file("x"), file("y", "webp")]));
    expect(holds("a")).toEqual(["step-00000001"]);
    await store.save("a", pictures(1, [file("z")]));
    expect(holds("a", "step-00000001")).toEqual(["step-00000001-0000.png"]);
    expect(readFileSync(join(root, "a", "step-00000001", "step-00000001-0000.png"), "utf8")).toBe("z");
    expect(holds("a")).toEqual(["step-00000001"]);
  });

  test("of one run is of one kind", async () => {
    const { store } = await opened();
    await store.save("a", pictures(1, file("sheet")));
    await expect(store.save("a", pictures(2, file("batch", "npy")))).rejects.toMatchObject({ status: 409 });
    await store.save("a", pictures(2, file("sheet", "webp")));
  });

  test("leaves nothing where it can not be read", async () => {
    const { store, holds } = await opened();
    await expect(store.save("a", pictures(1, file("broken")))).rejects.toMatchObject({ status: 422 });
    await expect(store.save("b", pictures(1, [file("whole"), file("broken")]))).rejects.toMatchObject({ status: 422 });
    expect(holds()).toEqual([".gan-diversity"]);
    expect(holds(".gan-diversity", "incoming")).toEqual([]);
  });

  test("for one run at the same time is all there", async () => {
    const { store, holds } = await opened();
    const steps = Array.from({ length: 20 }, (_, step) => step);
    await Promise.all(
      steps.map((step) => store.save("a", { step, pictures: file(`${step}`), scores: { real: step } })),
    );
    expect(holds("a")).toHaveLength(21);
  });

  test("does not follow a link out of the root", async () => {
    const { root, store } = await opened();
    const outside = mkdtempSync(join(tmpdir(), "gan-diversity-outside-"));
    symlinkSync(outside, join(root, "a"));
    await expect(store.save("a", pictures(1, file("sheet")))).rejects.toMatchObject({ status: 409 });
    expect(readdirSync(outside)).toEqual([]);
    expect(await store.names()).toEqual([]);
  });
});

describe("a store that is opened again", () => {
  test("forgets what was being received", async () => {
    const { root, holds } = await opened();
    writeFileSync(join(root, ".gan-diversity", "incoming", "half"), "ha");
    await opened(root);
    expect(holds(".gan-diversity", "incoming")).toEqual([]);
  });

  test("brings back images that stepped aside for others that never came", async () => {
    const { root, store, holds } = await opened();
    await store.save("a", pictures(1, [file("x")]));
    mkdirSync(join(root, "a", ".before-step-00000002"));
    writeFileSync(join(root, "a", ".before-step-00000002", "0000.png"), "y");
    mkdirSync(join(root, "a", ".before-step-00000001"));
    await opened(root);
    expect(holds("a")).toEqual(["step-00000001", "step-00000002"]);
    expect(readFileSync(join(root, "a", "step-00000002", "0000.png"), "utf8")).toBe("y");
  });

  test("keeps the newer of two forms of one step", async () => {
    const { root, store, holds } = await opened();
    await store.save("a", pictures(1, file("old")));
    await new Promise((resolve) => setTimeout(resolve, 20));
    writeFileSync(join(root, "a", "step-00000001.webp"), "new");
    // When it was placed counts, and not what its time says.
    utimesSync(join(root, "a", "step-00000001.webp"), 1, 1);
    await opened(root);
    expect(holds("a")).toEqual(["step-00000001.webp"]);
  });

  test("shows folders, and neither hidden ones nor files", async () => {
    const { root, store } = await opened();
    mkdirSync(join(root, "by hand, ümlaut"));
    mkdirSync(join(root, ".hidden"));
    writeFileSync(join(root, "notes.txt"), "");
    expect(await store.names()).toEqual(["by hand, ümlaut"]);
    expect(await store.lastStep("by hand, ümlaut")).toBeNull();
    expect(existsSync(store.folderOf("by hand, ümlaut"))).toBe(true);
  });
});

test.each(["", ".", "..", ".hidden", "-a", "a/b", "a\\b", "../a", "a\0", "ü", "a b", "a".repeat(101)])(
  "%j is the name of no run that is posted",
  (name) => {
    expect(() => assertName(name)).toThrow(Problem);
  },
);

test.each(["a", "0", "run-1.2_b", "a".repeat(100)])("%j is one", (name) => {
  expect(() => assertName(name)).not.toThrow();
});
