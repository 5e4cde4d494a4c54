/** A check cut into tasks, done by processes of their own, against the same check by one. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { identified, type Plan, writePlan } from "../../src/run/tasks/plan.ts";
import { SharedFolder } from "../../src/shared/shared-folder.ts";
import { run } from "../helpers/cli.ts";
import { writeDrawings, writeSheetOf } from "../helpers/pictures.ts";
import { lcg } from "../helpers/random.ts";
import { judgementIn } from "../helpers/same-analysis.ts";
import { started } from "../helpers/started.ts";

const root = mkdtempSync(join(tmpdir(), "gan-diversity-tasks-"));
const pictures = join(root, "pictures");
const SEEDS = Array.from({ length: 90 }, (_, seed) => (seed % 10 === 0 ? 7 : seed));

beforeAll(async () => {
  await writeDrawings(pictures, SEEDS);
  // Its header is whole, so it is planned for.
  const whole = readFileSync(join(pictures, "image_1.png"));
  writeFileSync(join(pictures, "image_900.png"), whole.subarray(0, whole.length / 2));
  await writeDrawings(join(root, "runs", "a", "step_1"), SEEDS.slice(0, 20));
  await writeDrawings(join(root, "runs", "a", "step_2"), SEEDS.slice(20, 40));
  for (const step of [1, 2])
    await writeSheetOf(join(root, "runs", "b", `fakes_step_${step}.png`), 6, SEEDS.slice(0, 36));
});

const SIDE = 16;

/** A .npy of small pictures: slopes of two colours with a box; every tenth is the same one, every hundredth is blank. */
const arrayOf = (count: number): Buffer => {
  const header = `{'descr': '|u1', 'fortran_order': False, 'shape': (${count}, ${SIDE}, ${SIDE}, 3), }`;
  const head = Buffer.from(`\x93NUMPY\x01\0\0\0${header}${" ".repeat(117 - header.length)}\n`, "latin1");
  head.writeUInt16LE(118, 8);
  const pixels = Buffer.alloc(count * SIDE * SIDE * 3);
  for (let image = 0; image < count; image++) {
    const next = lcg((image % 10 === 0 ? 1 : image) * 7919 + 1);
    for (let skip = 0; skip < 5; skip++) next();
    const [from, to, box] = [0, 1, 2].map(() => [0, 1, 2].map(() => 255 * next())) as [number[], number[], number[]];
    const [left, top, width, height] = [0, 1, 2, 3].map(() => SIDE * next()) as [number, number, number, number];
    for (let at = 0; at < SIDE * SIDE; at++) {
      const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
      const isBox = x > left && x < left + width && y > top && y < top + height;
      for (let channel = 0; channel < 3; channel++) {
        const slope = from[channel]! + ((to[channel]! - from[channel]!) * (x + y)) / (2 * SIDE);
        const shown = image % 100 === 99 ? 90 : isBox ? box[channel]! : slope;
        pixels[(image * SIDE * SIDE + at) * 3 + channel] = shown;
      }
    }
  }
  return Buffer.concat([head, pixels]);
};

const shared = (name: string) => join(root, "shared", name);
const planned = (name: string, ...more: string[]) =>
  run("plan", pictures, "--shared", shared(name), "--task-images", "25", "--fail-on", "never", ...more);
const single = (path: string, ...inputs: string[]) =>
  run("check", ...inputs, "--json", path, "--no-cache", "--fail-on", "never");

describe("plan, task and merge", () => {
  test("judge as one process does, with what could not be read, in whatever order the tasks are done", () => {
    const plan = planned("all");
    expect(plan.status).toBe(0);
    expect(plan.stdout).toContain("4 tasks for 91 images");
    expect(plan.stdout).toContain("--array=1-4");
    expect(run("task", "3,1", "--shared", shared("all")).stdout).toBe("task 3 done\ntask 1 done\n");
    const missing = run("merge", "--shared", shared("all"));
    expect(missing.status).toBe(3);
    expect(missing.stderr).toContain(`Next: gan-diversity task 2,4 --shared ${shared("all")}`);
    expect(run("task", "1-4", "--shared", shared("all")).stdout).toBe(
      "task 1 was done already\ntask 2 done\ntask 3 was done already\ntask 4 done\n",
    );
    const [one, merged] = [join(root, "one.json"), join(root, "merged.json")];
    single(one, pictures);
    expect(run("merge", "--shared", shared("all"), "--json", merged, "--no-cache").status).toBe(0);
    expect(judgementIn(merged)).toEqual(judgementIn(one));
    expect(judgementIn(merged)).toHaveProperty("skipped.0.path", "image_900.png");
  });

  test("share out several runs, sheets and folders alike", () => {
    const inputs = join(root, "runs");
    const plan = run("plan", inputs, "--shared", shared("runs"), "--task-images", "10", "--fail-on", "never");
    const tasks = Number(/^(\d+) tasks/.exec(plan.stdout)?.[1]);
    expect(run("task", `1-${tasks}`, "--shared", shared("runs")).status).toBe(0);
    const [one, merged] = [join(root, "runs-one.json"), join(root, "runs-merged.json")];
    single(one, inputs);
    run("merge", "--shared", shared("runs"), "--json", merged, "--no-cache");
    expect(judgementIn(merged)).toEqual(judgementIn(one));
    expect(judgementIn(merged)).toHaveProperty("runs.length", 2);
  });

  test("share out the pairs of a large set too, out of a container, its copies and blank images among them", async () => {
    const array = join(root, "many.npy");
    writeFileSync(array, arrayOf(4300));
    const plan = run(
      "plan",
      array,
      ...["--shared", shared("pairs"), "--pairs-from", "4000", "--task-images", "1500", "--fail-on", "never"],
    );
    expect(plan.stdout).toContain("8 tasks for 4,300 images");
    expect(plan.stdout).toContain(
      "  4  sort a checkpoint for the comparison of its pairs, after 1-3\n  5-8  compare pairs, after 4\n",
    );
    expect(run("task", "5", "--shared", shared("pairs")).stderr).toContain("Next: gan-diversity task 4 --shared");
    expect(run("task", "1-7", "--shared", shared("pairs")).status).toBe(0);
    const [one, merged] = [join(root, "many-one.json"), join(root, "many-merged.json")];
    expect(run("merge", "--shared", shared("pairs")).stderr).toContain("not those of 8.");
    expect(run("task", "8", "--shared", shared("pairs")).status).toBe(0);
    single(one, array);
    expect(run("merge", "--shared", shared("pairs"), "--json", merged, "--no-cache").status).toBe(0);
    expect(judgementIn(merged)).toEqual(judgementIn(one));
    // What was counted by the tasks is what is judged.
    const counted = readdirSync(shared("pairs")).find((name) => name.startsWith("pairs-"))!;
    writeFileSync(join(shared("pairs"), counted), "half");
    expect(run("merge", "--shared", shared("pairs"), "--no-cache").stderr).toMatch(/result of task [5-8] but pairs-/);
  });

  test("lose nothing by a task that was killed", async () => {
    planned("killed");
    const { child, ended } = started(["task", "1-4", "--shared", shared("killed")]);
    // Whenever its first result appears it is at work on the next one.
    await expect
      .poll(() => readdirSync(shared("killed")).some((name) => name.startsWith("embed-")), {
        interval: 5,
        timeout: 20_000,
      })
      .toBe(true);
    child.kill("SIGKILL");
    await ended;
    expect(run("task", "1-4", "--shared", shared("killed")).stdout).toContain("task 1 was done already\n");
    expect(run("merge", "--shared", shared("killed"), "--quiet").status).toBe(0);
  });

  test("refuse what another build has planned, and say which", async () => {
    planned("build");
    const store = new SharedFolder(shared("build"));
    const bytes = JSON.parse((await store.get("plan.json", 1e6))!.toString()) as Plan;
    const { id: _, ...plan } = bytes;
    await writePlan(identified({ ...plan, build: "0123456789abcdef" }), store);
    for (const command of [["task", "1"], ["merge"]]) {
      const { status, stderr } = run(...command, "--shared", shared("build"));
      expect(status).toBe(3);
      expect(stderr).toContain("made by another one (0123456789abcdef)");
    }
  });

  test("refuse pictures that were changed since, in a task and in the end", async () => {
    const folder = join(root, "changing");
    await writeDrawings(folder, SEEDS.slice(0, 30));
    run("plan", folder, "--shared", shared("changed"), "--task-images", "20");
    run("task", "1", "--shared", shared("changed"));
    utimesSync(join(folder, "image_29.png"), 1, 1);
    const task = run("task", "2", "--shared", shared("changed"));
    expect(task.status).toBe(3);
    expect(task.stderr).toMatch(/image_29\.png as it was planned but it was changed since/);
    expect(run("merge", "--shared", shared("changed")).stderr).toContain("some were added, removed or changed since");
  });

  test("refuse a result that is damaged, and name the task to do again", () => {
    planned("damaged");
    run("task", "1-4", "--shared", shared("damaged"));
    const result = readdirSync(shared("damaged")).find((name) => name.startsWith("embed-"))!;
    writeFileSync(join(shared("damaged"), result), "half");
    const { status, stderr } = run("merge", "--shared", shared("damaged"), "--no-cache");
    expect(status).toBe(3);
    expect(stderr).toMatch(/Expected the result of task \d but embed-\w+\.bin .* is damaged or gone/);
  });

  test("say what is missing: a plan, a number, pictures", () => {
    mkdirSync(shared("none"), { recursive: true });
    expect(run("merge", "--shared", shared("none")).stderr).toContain("Expected a plan in");
    planned("numbers");
    expect(run("task", "5", "--shared", shared("numbers")).stderr).toContain("from 1 to 4");
    expect(run("task", "3-1", "--shared", shared("numbers"))).toMatchObject({ status: 2 });
    expect(run("check", pictures, "--shared", shared("none")).stderr).toContain(
      "Expected --queue together with --shared",
    );
    expect(run("check", pictures, "--queue", "redis://localhost").stderr).toContain("--shared together with --queue");
  });
});
