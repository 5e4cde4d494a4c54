import { spawnSync } from "node:child_process";
import { chmod, link, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { writeDrawings } from "../helpers/pictures.ts";
import { shell } from "../helpers/shell.ts";

const ROWS = Array.from({ length: 60 }, (_, step) => `${step},${0.45 + (step % 7) / 70},${0.55 - (step % 5) / 50}`);
const LOG = `${["step,scoreGenerator,scoreDiscriminator", ...ROWS].join("\n")}\n`;

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  await writeFile(join(root, "log.csv"), LOG);
});
afterEach(() => rm(root, { recursive: true }));

const check = (args: string, before = "") => shell(`${before} $TOOL check --scores log.csv --quiet ${args}`, root);
const read = (name: string): Promise<string> => readFile(join(root, name), "utf8");

describe("an output never takes the place of an input", () => {
  test.each(["--json log.csv", "--html log.csv", "--json ./x/../log.csv", "--html to-log"])("%s", async (args) => {
    await mkdir(join(root, "x"));
    await symlink("log.csv", join(root, "to-log"));
    const { status, stdout, stderr } = check(args);
    expect(stderr).toMatch(/^error: Expected a file for --(json|html) that is not read but .* is the score log/);
    expect([status, stdout, await read("log.csv")]).toEqual([2, "", LOG]);
  });

  test("nor of a sample that is found in a folder, of a real image, or of a list of classes", async () => {
    const [sample] = await writeDrawings(join(root, "run"), [1, 2, 3]);
    const [real] = await writeDrawings(join(root, "real"), [4, 5, 6]);
    await symlink(sample!, join(root, "to-sample.html"));
    await writeFile(join(root, "classes.csv"), "path,class\nimage_0.png,a\n");
    for (const [args, words] of [
      [`--html ${sample}`, "one of the samples"],
      ["--json to-sample.html", "one of the samples"],
      [`--reference real --json ${real}`, "one of the real images"],
      ["--classes classes.csv --json classes.csv", "the list of classes"],
    ]) {
      const { status, stderr } = shell(`$TOOL check run ${args}`, root);
      expect(stderr).toContain(words);
      expect(status).toBe(2);
    }
    expect((await readFile(sample!)).subarray(1, 4).toString()).toBe("PNG");
    expect((await readFile(real!)).subarray(1, 4).toString()).toBe("PNG");
  });

  test("nor of the analysis that is rendered, or of a sheet that is cut", async () => {
    check("--json a.json");
    const before = await read("a.json");
    expect(shell("$TOOL report a.json --html ./a.json", root)).toMatchObject({ status: 2 });
    expect(await read("a.json")).toBe(before);
  });

  test("an analysis of an earlier check in the folder of the logs is no input", async () => {
    await mkdir(join(root, "logs"));
    await writeFile(join(root, "logs", "log.csv"), LOG);
    const again = () => shell("$TOOL check --scores logs --quiet --json logs/a.json", root);
    expect(again().status).toBe(0);
    expect(again()).toMatchObject({ status: 0, stderr: "Analysis: logs/a.json\n" });
    expect(shell("$TOOL check --scores logs --json logs/log.csv", root).status).toBe(2);
  });

  test.each(["--json x --html x", "--json x --html ./x", "--json - --html -", "--json x --html to-x"])(
    "two outputs are two files: %s",
    async (args) => {
      await symlink("x", join(root, "to-x"));
      const { status, stderr } = check(args);
      expect(stderr).toContain("is where --json goes");
      expect(status).toBe(2);
      expect(await readdir(root)).not.toContain("x");
    },
  );
});

describe("an output goes where its name leads", () => {
  test("through links, also to a file that is not there yet, and they stay links", async () => {
    await mkdir(join(root, "real"));
    await symlink("real/new.json", join(root, "one"));
    await symlink("one", join(root, "two"));
    expect(check("--json two").status).toBe(0);
    expect(JSON.parse(await read("real/new.json"))).toHaveProperty("verdict");
    expect(check("--json two", "[ -L one ] && [ -L two ] &&").status).toBe(0);
  });

  test("into a pipe, a process and an open file, which stay what they are", async () => {
    const { status, stdout } = shell(
      `mkfifo pipe; cat pipe > got & $TOOL check --scores log.csv --quiet --json pipe --html >(wc -c > count); echo $?
       wait; sleep 0.5; [ -p pipe ] && echo still; $TOOL check --scores log.csv --quiet --json /dev/fd/5 5>>open; echo $?`,
      root,
    );
    expect(stdout.match(/^\d$/gm)).toEqual(["0", "0"]);
    expect([status, stdout]).toEqual([0, expect.stringContaining("still") as string]);
    expect(JSON.parse(await read("got"))).toHaveProperty("verdict");
    expect(JSON.parse(await read("open"))).toHaveProperty("verdict");
    expect(Number(await read("count"))).toBeGreaterThan(10_000);
  });

  test.each(["--json -", "--json /dev/stdout", "--json to-stdout"])("%s: nothing else is printed", async (args) => {
    await symlink("/proc/self/fd/1", join(root, "to-stdout"));
    const { stdout } = check(args);
    expect(JSON.parse(stdout)).toHaveProperty("verdict");
  });

  test("--html - prints the page alone", () => {
    const { status, stdout } = check("--html -");
    expect(stdout).toMatch(/^<!doctype html>[\s\S]*<\/html>\s*$/i);
    expect(status).toBe(0);
  });

  test("a pipe that nobody reads is waited for, and then named", () => {
    const { status, stdout, stderr } = check("--json pipe", "mkfifo pipe;");
    expect(stderr).toContain("Expected to write pipe but could not: nobody reads it");
    expect(stdout).not.toBe("");
    expect(status).toBe(3);
  });

  test("the rights of a file stay", async () => {
    await writeFile(join(root, "a.json"), "{}");
    await chmod(join(root, "a.json"), 0o600);
    check("--json a.json");
    expect((await stat(join(root, "a.json"))).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await read("a.json"))).toHaveProperty("verdict");
  });

  test("another name of the same file keeps the file as it was", async () => {
    await writeFile(join(root, "old"), "old");
    await link(join(root, "old"), join(root, "a.json"));
    check("--json a.json");
    expect(await read("old")).toBe("old");
  });
});

describe("an output that can not be written", () => {
  test.each([
    ["file/r.html", "a part of its path is no folder"],
    ["folder", "it is a folder"],
    ["new/", "it is a folder"],
    ["circle", "its links lead in a circle"],
    [`${"n".repeat(300)}`, "its name is too long"],
  ])("%s is said by its name, before and after, and costs itself only", async (given, why) => {
    await writeFile(join(root, "file"), "");
    await mkdir(join(root, "folder"));
    await symlink("circle", join(root, "circle"));
    const { status, stdout, stderr } = check(`--html '${given}' --json a.json`);
    expect(stderr.split("\n").filter((line) => line.includes(why))).toEqual([
      expect.stringMatching(/^warning: Expected to write /) as string,
      expect.stringMatching(/^error: Expected to write /) as string,
    ]);
    expect(stderr).toContain(`Expected to write ${given} but`);
    expect(stderr).not.toMatch(/\.tmp|\.partial|^ {4}at /m);
    expect(stdout).not.toBe("");
    expect(JSON.parse(await read("a.json"))).toHaveProperty("verdict");
    expect(status).toBe(3);
  });

  test("leaves nothing half written behind", async () => {
    await writeFile(join(root, "file"), "");
    check("--html file/r.html --json a.json");
    expect((await readdir(root)).filter((name) => name !== ".cache").sort()).toEqual(["a.json", "file", "log.csv"]);
  });
});

describe("the standard output", () => {
  const lines = {
    check: "$TOOL check --scores log.csv",
    json: "$TOOL check --scores log.csv --json -",
    scores: "$TOOL scores log.csv",
    help: "$TOOL --help",
  };

  test.each(Object.entries(lines))("of %s may be closed by its reader", (_, line) => {
    const { stdout, stderr } = shell(`${line} | true; echo "status \${PIPESTATUS[0]}"`, root);
    expect([stdout, stderr]).toEqual(["status 0\n", ""]);
  });

  test.skipIf(process.platform !== "linux").each(Object.entries(lines))("of %s may be full", (_, line) => {
    const { status, stderr } = shell(`${line} >/dev/full`, root);
    expect(stderr).toBe(
      "error: Expected to write to the standard output but could not: the disk is full. Next: send it to a place with room.\n",
    );
    expect(status).toBe(3);
  });
});

test("20 checks that are killed at any moment lose no earlier output", async () => {
  const output = () => read("a.json").then((text) => JSON.parse(text) as { verdict: unknown });
  expect(check("--json a.json --html r.html").status).toBe(0);
  const { verdict } = await output();
  const seconds = Array.from({ length: 20 }, (_, round) => 0.05 + round * 0.04);
  for (const second of seconds) {
    const [tool, ...args] = shell("echo $TOOL check --scores log.csv --json a.json --html r.html", root)
      .stdout.trim()
      .split(" ");
    spawnSync("timeout", ["-s", "KILL", `${second}`, tool!, ...args], { cwd: root });
    expect((await output()).verdict).toEqual(verdict);
    expect(await read("r.html")).toMatch(/<\/html>\s*$/);
  }
});
