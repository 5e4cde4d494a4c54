/** The built command on a run that is written while it watches. */
import type { ChildProcess } from "node:child_process";
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { run } from "../helpers/cli.ts";
import { type Started, started } from "../helpers/started.ts";

const SAMPLES = fileURLToPath(new URL("../../samples/", import.meta.url));
const PATIENCE = 240_000;

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

interface Watched extends Started {
  /** Waits until one of both streams says it. */
  says: (text: string | RegExp) => Promise<void>;
}

const watch = (folder: string, ...args: string[]): Watched => {
  const watching = started(["watch", ...args, "--cache-dir", join(folder, "cache"), "--threads", "1"], { cwd: folder });
  running.push(watching.child);
  const says = async (text: string | RegExp) => {
    for (const end = Date.now() + PATIENCE; ; ) {
      const all = watching.output() + watching.errors();
      if (typeof text === "string" ? all.includes(text) : text.test(all)) return;
      if (Date.now() > end) throw new Error(`never said ${text}:\n${all}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  return { ...watching, says };
};

/** The sheets of a sample run, in order. */
const sheetsOf = (name: string): string[] =>
  readdirSync(join(SAMPLES, name))
    .filter((file) => file.startsWith("fake"))
    .sort();

/** A folder with the first sheets of a run. */
const begun = (name: string, count: number) => {
  const folder = mkdtempSync(join(tmpdir(), "gan-diversity-watch-"));
  const samples = join(folder, "samples");
  mkdirSync(samples);
  const sheets = sheetsOf(name);
  const add = (from: number, to?: number) => {
    for (const sheet of sheets.slice(from, to)) copyFileSync(join(SAMPLES, name, sheet), join(samples, sheet));
  };
  add(0, count);
  return { folder, samples, add };
};

test(
  "a run that collapses while it is watched ends the command, tells everybody, and leaves a report",
  async () => {
    const { folder, add } = begun("mode-collapse", 3);
    const bodies: { status: string }[] = [];
    const server = createServer(async (request, response) => {
      let text = "";
      for await (const part of request) text += part;
      bodies.push(JSON.parse(text));
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const hook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const watched = watch(
      folder,
      ...["samples", "--until", "fail", "--html", "live.html", "--stop-file", "STOP", "--webhook", hook],
      ...["--on-fail", 'printf %s "$GAN_DIVERSITY_STATUS" >> told.txt'],
    );
    await watched.says(/confidence/);
    expect(existsSync(join(folder, "STOP"))).toBe(false);
    expect(watched.output()).not.toContain("ALARM");
    add(3);
    expect(await watched.ended).toBe(1);
    server.close();
    expect(watched.output()).toMatch(/ALARM: Mode collapse, since step \d+/);
    expect(watched.output().match(/^\d\d:\d\d:\d\d step \d+ {2}64 images/gm)).toHaveLength(
      sheetsOf("mode-collapse").length,
    );
    expect(JSON.parse(readFileSync(join(folder, "STOP"), "utf8"))).toMatchObject({
      status: "mode-collapse",
      exitCode: 1,
    });
    expect(readFileSync(join(folder, "told.txt"), "utf8")).toBe("mode-collapse");
    expect(bodies.at(-1)).toMatchObject({ status: "mode-collapse" });
    expect(readFileSync(join(folder, "live.html"), "utf8")).toContain("Mode collapse");
  },
  PATIENCE,
);

test(
  "what is not there yet is waited for, and Ctrl-C ends the command",
  async () => {
    const { folder, samples, add } = begun("healthy", 0);
    rmSync(samples, { recursive: true });
    const watched = watch(folder, "samples");
    await watched.says("waiting: ");
    mkdirSync(samples);
    add(0, 4);
    await watched.says(/^\d\d:\d\d:\d\d step \d+ {2}64 images/m);
    watched.child.kill("SIGINT");
    expect(await watched.ended).toBe(130);
  },
  PATIENCE,
);

test(
  "a half-written picture and a log that is written anew do not end it",
  async () => {
    const { folder, samples, add } = begun("healthy", 3);
    const log = readFileSync(join(SAMPLES, "healthy", "log.csv"), "utf8").split("\n");
    const path = join(folder, "log.csv");
    writeFileSync(path, `${log.slice(0, 200).join("\n")}\n`);
    const watched = watch(folder, "samples", "--scores", "log.csv");
    await watched.says(/confidence/);
    const [, , , next] = sheetsOf("healthy");
    const bytes = readFileSync(join(SAMPLES, "healthy", next!));
    writeFileSync(path, "");
    writeFileSync(join(samples, next!), bytes.subarray(0, bytes.length >> 1));
    await watched.says("waiting: ");
    appendFileSync(join(samples, next!), bytes.subarray(bytes.length >> 1));
    writeFileSync(path, `${log.join("\n")}\n`);
    add(4, 5);
    const step = Number(/\d+/.exec(sheetsOf("healthy")[4]!)![0]);
    await watched.says(new RegExp(`step ${step}  64 images`));
    expect(watched.child.exitCode).toBeNull();
    expect(watched.output()).not.toContain("ALARM");
  },
  PATIENCE,
);

test("a stop file that is there already, and an address that is none, are refused before anything is watched", () => {
  const folder = mkdtempSync(join(tmpdir(), "gan-diversity-watch-"));
  writeFileSync(join(folder, "STOP"), "");
  expect(run("watch", folder, "--stop-file", join(folder, "STOP"))).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("Expected no file yet for --stop-file"),
  });
  expect(run("watch", folder, "--webhook", "ftp://example.org")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("--webhook"),
  });
  expect(run("watch", folder, "--until", "never")).toMatchObject({ status: 2 });
});
