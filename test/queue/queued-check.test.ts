/** A check whose tasks go through a Redis of the test's own: workers, the coordinator and Redis are killed on the way. */
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { identified, type Plan, writePlan } from "../../src/run/tasks/plan.ts";
import { SharedFolder } from "../../src/shared/shared-folder.ts";
import { run } from "../helpers/cli.ts";
import { writeDrawings } from "../helpers/pictures.ts";
import { hasRedis, OwnRedis } from "../helpers/redis.ts";
import { judgementIn } from "../helpers/same-analysis.ts";
import { type Started, started } from "../helpers/started.ts";

const root = mkdtempSync(join(tmpdir(), "gan-diversity-queue-"));
const pictures = join(root, "pictures");
const one = join(root, "one.json");
const redis = new OwnRedis();
let running: Started[] = [];

const shared = (name: string) => join(root, "shared", name);
const start = (...args: string[]): Started => {
  const child = started(args);
  running.push(child);
  return child;
};
const worker = (name: string, ...more: string[]) =>
  start("worker", "--queue", redis.url, "--shared", shared(name), "--threads", "1", "--lock-seconds", "1", ...more);
const checked = (name: string) =>
  start(
    ...["check", pictures, "--queue", redis.url, "--shared", shared(name), "--task-images", "8"],
    ...["--json", join(root, `${name}.json`), "--no-cache", "--fail-on", "never"],
  );
const results = (name: string): string[] => {
  try {
    return readdirSync(shared(name)).filter((file) => file.startsWith("embed-"));
  } catch {
    return [];
  }
};
const until = (what: () => boolean) => expect.poll(what, { interval: 10, timeout: 30_000 }).toBe(true);

describe.skipIf(!hasRedis)("a check through a queue (skipped where redis-server is not installed)", () => {
  beforeAll(async () => {
    await writeDrawings(
      pictures,
      Array.from({ length: 160 }, (_, seed) => (seed % 9 === 0 ? 4 : seed)),
    );
    expect(run("check", pictures, "--json", one, "--no-cache", "--fail-on", "never").status).toBe(0);
    await redis.start();
  });
  afterEach(async () => {
    for (const { child, ended } of running) {
      child.kill("SIGKILL");
      await ended;
    }
    running = [];
  });
  afterAll(() => redis.kill());

  test("is judged as by one process, every task done once, and the queue tells of it", async () => {
    const workers = [worker("two"), worker("two")];
    expect(await checked("two").ended).toBe(0);
    expect(judgementIn(join(root, "two.json"))).toEqual(judgementIn(one));
    const told = workers.flatMap(({ output }) => output().match(/^task \d+/gm) ?? []);
    expect(told).toHaveLength(20);
    expect(new Set(told).size).toBe(20);
    const overview = JSON.parse(run("queue", "--queue", redis.url, "--json").stdout);
    expect(overview.counts).toMatchObject({ waiting: 0, running: 0, failed: 0 });
    expect(overview.workers).toHaveLength(2);
    workers[0]!.child.kill("SIGTERM");
    expect(await workers[0]!.ended).toBe(0);
  });

  test("costs a killed worker its own task only, which another one does", async () => {
    const doomed = worker("killed");
    const check = checked("killed");
    await until(() => results("killed").length > 1);
    doomed.child.kill("SIGKILL");
    const before = results("killed").length;
    const heir = worker("killed");
    expect(await check.ended).toBe(0);
    expect(judgementIn(join(root, "killed.json"))).toEqual(judgementIn(one));
    expect(heir.output().match(/^task \d+ \(.*\) done$/gm)!.length).toBeLessThanOrEqual(20 - before);
  });

  test("goes on where a killed coordinator was", async () => {
    const own = worker("again");
    const first = checked("again");
    await until(() => results("again").length > 1);
    first.child.kill("SIGKILL");
    await first.ended;
    expect(await checked("again").ended).toBe(0);
    expect(judgementIn(join(root, "again.json"))).toEqual(judgementIn(one));
    expect(own.output().match(/^task \d+ \(.*\) done$/gm)).toHaveLength(20);
  });

  test("goes on when Redis was killed and is started again", async () => {
    worker("redis");
    const check = checked("redis");
    await until(() => results("redis").length > 1);
    await redis.kill();
    await redis.start();
    expect(await check.ended).toBe(0);
    expect(judgementIn(join(root, "redis.json"))).toEqual(judgementIn(one));
  });

  test("ends with the reason of a task that can not be done, and the queue shows it", async () => {
    const folder = join(root, "gone");
    await writeDrawings(folder, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
    const check = start("check", folder, "--queue", redis.url, "--shared", shared("gone"), "--no-cache");
    await until(() => readdirSync(root).includes("shared") && readPlans("gone").length > 0);
    await writeDrawings(folder, [99]);
    worker("gone");
    expect(await check.ended).toBe(3);
    expect(check.errors()).toMatch(
      /Expected task 1 .* to be done but it failed 1 times: Expected .*image_0\.png as it was planned/,
    );
    expect(run("queue", "--queue", redis.url).stdout).toMatch(
      /task 1 \(embed, the image set\) failed 1 times: Expected/,
    );
  });

  test("is refused by a worker whose shared folder is another one, which says so and ends", async () => {
    const check = checked("right");
    await until(() => readPlans("right").length > 0);
    const wrong = worker("wrong");
    expect(await wrong.ended).toBe(3);
    expect(wrong.errors()).toContain(`Expected a plan in ${shared("wrong")} but found none`);
    worker("right");
    expect(await check.ended).toBe(0);
  });

  test("keeps the plans of another build from a worker", async () => {
    run("plan", pictures, "--shared", shared("build"), "--task-images", "8");
    const store = new SharedFolder(shared("build"));
    const { id: _, ...plan } = JSON.parse((await store.get("plan.json", 1e6))!.toString()) as Plan;
    const other = identified({ ...plan, build: "another-build" });
    await writePlan(other, store);
    const { Queue } = await import("bullmq");
    const { connectionOf, queueName } = await import("../../src/queue/connection.ts");
    const queue = new Queue(queueName(), { connection: connectionOf(redis.url) });
    await queue.add("embed", { build: "another-build", plan: other.id, task: 1, label: "x", images: 8 });
    const own = worker("build");
    expect(await own.ended).toBe(3);
    expect(own.errors()).toContain("made by another one (another-build)");
    await queue.obliterate({ force: true });
    await queue.close();
  });

  test("has metrics that Prometheus reads", async () => {
    const serving = start("queue", "--queue", redis.url, "--metrics", "0");
    await until(() => serving.output().includes("/metrics"));
    const url = /http:\S+/.exec(serving.output())![0];
    expect(await (await fetch(url)).text()).toMatch(
      /^bullmq_job_count\{queue="gan-diversity-[^"]+", state="completed"\} \d+$/m,
    );
    serving.child.kill("SIGTERM");
    expect(await serving.ended).toBe(0);
  });
});

const readPlans = (name: string): string[] => {
  try {
    return readdirSync(shared(name)).filter((file) => file === "plan.json");
  } catch {
    return [];
  }
};

test("a Redis that is not there is an error at once, which keeps the password to itself", () => {
  const { status, stderr } = run("worker", "--queue", "redis://me:secret@127.0.0.1:1", "--shared", shared("none"));
  expect(status).toBe(3);
  expect(stderr).toContain(
    "Expected a Redis at redis://***@127.0.0.1:1 but it does not answer: the connection is refused",
  );
  expect(stderr).not.toContain("secret");
});
