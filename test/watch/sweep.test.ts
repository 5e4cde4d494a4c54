import { appendFile, mkdir, mkdtemp, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sweep } from "../../src/watch/sweep.ts";

const folderOfRun = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "gan-diversity-sweep-"));
  await mkdir(join(folder, "samples"));
  await writeFile(join(folder, "samples", "1.png"), "a");
  await writeFile(join(folder, "log.csv"), "step,loss\n");
  return folder;
};

const looks =
  (folder: string, outputs: string[] = []) =>
  () =>
    sweep({ inputs: [join(folder, "samples")], scores: [join(folder, "log.csv")], outputs });

/** What differs before and behind a change. */
const seen = async (look: ReturnType<typeof looks>, change: () => Promise<unknown>) => {
  const before = await look();
  await change();
  const after = await look();
  return { pictures: before.pictures !== after.pictures, logs: before.logs !== after.logs };
};

test("a run that nobody writes to looks the same", async () => {
  const folder = await folderOfRun();
  expect(await seen(looks(folder), async () => {})).toEqual({ pictures: false, logs: false });
});

test.each<[string, (folder: string) => Promise<unknown>]>([
  ["a new picture", (folder) => writeFile(join(folder, "samples", "2.png"), "b")],
  [
    "a picture in a new folder",
    async (folder) => {
      await mkdir(join(folder, "samples", "epoch_2"));
      await writeFile(join(folder, "samples", "epoch_2", "1.png"), "b");
    },
  ],
  ["a longer picture", (folder) => appendFile(join(folder, "samples", "1.png"), "b")],
  [
    "a picture that is replaced",
    async (folder) => {
      await writeFile(join(folder, "new.png"), "a");
      await rename(join(folder, "new.png"), join(folder, "samples", "1.png"));
    },
  ],
  ["a picture that is deleted", (folder) => rm(join(folder, "samples", "1.png"))],
  ["a folder that is deleted", (folder) => rm(join(folder, "samples"), { recursive: true })],
])("%s is seen", async (_, change) => {
  const folder = await folderOfRun();
  expect(await seen(looks(folder), () => change(folder))).toEqual({ pictures: true, logs: false });
});

test("a log that grows is seen apart from the pictures", async () => {
  const folder = await folderOfRun();
  const grown = await seen(looks(folder), () => appendFile(join(folder, "log.csv"), "1,0.5\n"));
  expect(grown).toEqual({ pictures: false, logs: true });
});

test("what is hidden, no picture, or an own output is not looked at", async () => {
  const folder = await folderOfRun();
  const own = join(folder, "samples", "chart.png");
  const quiet = await seen(looks(folder, [own]), async () => {
    await writeFile(join(folder, "samples", ".half.png"), "b");
    await writeFile(join(folder, "samples", "weights.pt"), "b");
    await writeFile(own, "b");
  });
  expect(quiet).toEqual({ pictures: false, logs: false });
});

test("folders that lead into each other end", async () => {
  const folder = await folderOfRun();
  await symlink(folder, join(folder, "samples", "loop"));
  expect((await looks(folder)()).pictures).not.toBe("");
});

test("a pattern is looked for in the folder where it begins, and what is not there yet may come", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gan-diversity-sweep-"));
  const look = () => sweep({ inputs: [join(folder, "fakes*.png"), join(folder, "later")], scores: [], outputs: [] });
  const add = () => writeFile(join(folder, "fakes_1.png"), "a");
  expect((await seen(look, add)).pictures).toBe(true);
  expect(
    (await seen(look, () => mkdir(join(folder, "later")).then(() => writeFile(join(folder, "later", "1.png"), "a"))))
      .pictures,
  ).toBe(true);
});

test("a log may be given with the name of what it holds", async () => {
  const folder = await folderOfRun();
  const look = () => sweep({ inputs: [], scores: [`Loss_D=${join(folder, "log.csv")}`], outputs: [] });
  expect((await seen(look, () => appendFile(join(folder, "log.csv"), "1,0.5\n"))).logs).toBe(true);
});
