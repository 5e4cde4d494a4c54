import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openImages } from "../../src/inputs/open-images.ts";
import { openReferenceImages } from "../../src/inputs/reference-images.ts";
import { PictureFile } from "../../src/pixels/picture-file.ts";
import { readScores } from "../../src/scores/read-scores.ts";
import { drawing, writeDrawings } from "../helpers/pictures.ts";

let root: string;
let run: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  run = join(root, "run");
  await writeDrawings(run, [1, 2, 3, 4]);
});
afterEach(async () => {
  execFileSync("chmod", ["-R", "u+rwx", root]);
  await rm(root, { recursive: true });
});

const images = async (...inputs: string[]) => {
  const { checkpoints, skipped } = await openImages(inputs);
  return { count: checkpoints.flatMap((checkpoint) => checkpoint.images).length, skipped };
};

const NOBODY = 65_534;

/** Root may read everything, so it works as somebody else; whoever else runs the test stays who they are. */
const asAnyone = async (work: () => Promise<void>): Promise<void> => {
  const isRoot = process.getuid?.() === 0;
  await chmod(root, 0o755);
  if (isRoot) process.seteuid!(NOBODY);
  try {
    await work();
  } finally {
    if (isRoot) process.seteuid!(0);
  }
};

describe("one bad thing costs itself only", () => {
  test("a name that is no UTF-8", async () => {
    const bad = Buffer.concat([Buffer.from(`${run}/bad`), Buffer.from([0xff]), Buffer.from(".png")]);
    await writeFile(bad, drawing(9));
    const { count, skipped } = await images(run);
    expect(count).toBe(4);
    expect(skipped).toEqual([{ path: "bad\uFFFD.png", reason: "its name is no UTF-8; rename it" }]);
    rmSync(bad);
  });

  test("a folder that can not be entered, one that can not be listed, and a file that can not be read", async () => {
    for (const [name, mode] of [
      ["entered", 0o600],
      ["listed", 0o300],
    ] as const) {
      await writeDrawings(join(run, name), [5]);
      await chmod(join(run, name), mode);
    }
    await chmod(join(run, "image_0.png"), 0);
    await asAnyone(async () => {
      const { count, skipped } = await images(run);
      expect(count).toBe(3);
      expect(skipped.map(({ path, reason }) => `${path}: ${reason}`).sort()).toEqual([
        "entered: the folder can not be read: permission denied",
        "image_0.png: can not be opened: permission denied",
        "listed: the folder can not be read: permission denied",
      ]);
    });
  });

  test("an input that may not be read, among others; alone it is an error that says so", async () => {
    const locked = join(root, "locked");
    await writeDrawings(locked, [5]);
    await chmod(locked, 0);
    await asAnyone(async () => {
      const { count, skipped } = await images(run, locked);
      expect(count).toBe(4);
      expect(skipped).toEqual([{ path: "../locked", reason: "the folder can not be read: permission denied" }]);
      const denied = /locked but it can not be read: .*permission denied/;
      await expect(images(locked)).rejects.toThrow(denied);
      await expect(openReferenceImages(locked, { limit: 10 })).rejects.toThrow(denied);
    });
  });

  test("a picture that is gone when it is read", async () => {
    const { checkpoints } = await openImages([run]);
    const [first] = checkpoints[0]!.images;
    await rm(first!.source.path!);
    await expect(first!.source.content()).rejects.toThrow("it is not there (any more)");
  });

  test("pictures that are none: the advice follows from the reason", async () => {
    const texts = join(root, "texts");
    await mkdir(texts);
    for (const name of ["a.png", "b.png"]) await writeFile(join(texts, name), "text");
    await expect(images(texts)).rejects.toThrow(/a\.png.*Next: check the files that could not be opened\.$/);
    await writeDrawings(texts, [1], "loss_curve_");
    await expect(images(texts)).rejects.toThrow(
      /Next: rename or move samples whose names read like charts or sweeps; check the/,
    );
  });

  test("names that could not be others' get no advice to rename: real pictures go elsewhere, locked ones are unlocked", async () => {
    const reals = join(root, "reals");
    await writeDrawings(reals, [1], "real_samples_");
    await expect(images(reals)).rejects.toThrow(
      /Next: give what the generator made; real pictures go to `reference`\.$/,
    );
    const [path] = await writeDrawings(join(root, "shut"), [1]);
    await chmod(path!, 0);
    await asAnyone(() => expect(images(join(root, "shut"))).rejects.toThrow(/Next: check the permissions\.$/));
  });

  test("a score log that may not be read says so", async () => {
    const shut = join(root, "shut");
    await mkdir(shut);
    await writeFile(join(shut, "log.csv"), "step,scoreGenerator\n1,0.5\n");
    await chmod(shut, 0);
    await asAnyone(() =>
      expect(readScores(join(shut, "log.csv"))).rejects.toThrow(/permission denied\. Next: check its permissions\.$/),
    );
  });
});

describe.skipIf(process.platform === "win32")("what is no file is refused where its path is opened", () => {
  test("a named pipe, by a link, by a pattern, by its name and in a folder", async () => {
    execFileSync("mkfifo", [join(root, "pipe"), join(run, "own.png")]);
    await symlink("../pipe", join(run, "link.png"));
    const reason = "can not be opened: it is a named pipe, no file";
    const byPattern = await images(join(run, "*.png"));
    expect(byPattern.count).toBe(4);
    expect(byPattern.skipped).toContainEqual({ path: "link.png", reason });
    const inFolder = await images(run);
    expect(inFolder.count).toBe(4);
    expect(inFolder.skipped).toEqual([
      { path: "link.png", reason: "a named pipe, no file" },
      { path: "own.png", reason: "a named pipe, no file" },
    ]);
    await expect(images(join(run, "link.png"))).rejects.toThrow(reason);
    await expect(readScores(join(run, "link.png"))).rejects.toThrow("Expected a file or a folder for");
  });

  test("a socket, a device and links in a circle", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(run, "socket.png"), resolve));
    await symlink("/dev/zero", join(run, "zero.png"));
    await symlink("circle.png", join(run, "circle.png"));
    const { count, skipped } = await images(run);
    server.close();
    expect(count).toBe(4);
    expect(skipped.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
      "circle.png: a link that can not be followed: its links lead in a circle",
      "socket.png: a socket, no file",
      "zero.png: a device, no file",
    ]);
    for (const name of ["zero.png", "circle.png"])
      await expect(new PictureFile(join(run, name)).content()).rejects.toThrow(/it is a device|in a circle/);
  });
});
