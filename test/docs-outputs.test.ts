/** What the pages show of the tool's output is what it prints, run as it stands there. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const BIN = resolve("bin/gan-diversity.js");
/** Before `%` stands a no-break space, which pages may have lost. */
const plain = (text: string): string => text.replaceAll("\u00a0", " ");
const textOf = (page: string): string => plain(readFileSync(page, "utf8"));

interface Session {
  commands: string[];
  shown: string[];
}

/** Indented blocks whose first line is a command after `$ `. */
const sessionsOf = (page: string): Session[] =>
  [...textOf(page).matchAll(/(?:^ {4}.*\n)+/gm)]
    .map(([block]) =>
      block
        .trimEnd()
        .split("\n")
        .map((line) => line.slice(4)),
    )
    .filter(([first]) => first!.startsWith("$ "))
    .map((lines) => ({
      commands: lines.filter((line) => line.startsWith("$ ")).map((line) => line.slice(2)),
      shown: lines.filter((line) => !line.startsWith("$ ")),
    }));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gan-diversity-"));
  symlinkSync(resolve("samples"), join(folder, "samples"), "dir");
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin", "gan-diversity"), '#!/bin/bash\nexec "$NODE" "$BIN" "$@"\n', { mode: 0o755 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const outputOf = (commands: readonly string[]): string => {
  const { stdout } = spawnSync("bash", ["-c", commands.join("\n")], {
    cwd: folder,
    encoding: "utf8",
    env: {
      ...process.env,
      PATH: `${join(folder, "bin")}${delimiter}${process.env.PATH}`,
      NODE: process.execPath,
      BIN,
      NO_COLOR: "1",
      XDG_CACHE_HOME: join(folder, "cache"),
    },
  });
  return plain(stdout);
};

/** Where `...` stands lines are left out; all others follow each other. */
const patternOf = (shown: readonly string[]): RegExp => {
  const escaped = shown.map((line) =>
    line === "..." ? "(?:.*\n)*?" : `${line.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}\n`,
  );
  return new RegExp(`^${escaped.join("")}$`);
};

const page = "docs/is-my-gan-collapsing.md";
test.each(sessionsOf(page).map((session) => [session.commands.at(-1)!, session] as const))(
  `${page} shows what comes of: %s`,
  (_, { commands, shown }) => {
    expect(outputOf(commands)).toMatch(patternOf(shown));
  },
);

test("sessions are found", () => {
  expect(sessionsOf(page).length).toBeGreaterThanOrEqual(7);
});

/** What stands between the first pair of fences of this kind in README.md. */
const fencedInReadme = (kind: string): string[] =>
  textOf("README.md").split(`\n\`\`\`${kind}\n`)[1]!.split("\n```")[0]!.split("\n");

test("README.md shows what comes of the sample run that collapses", () => {
  const command = "gan-diversity check samples/mode-collapse --scores samples/mode-collapse/log.csv";
  expect(textOf("README.md")).toContain(`\`${command}\``);
  expect(outputOf([command])).toMatch(patternOf(fencedInReadme("")));
});

const hasPython = spawnSync("python3", ["--version"]).status === 0;

test.skipIf(!hasPython)("the recipe for Python prints the state of the collapsed run (skipped without python3)", () => {
  writeFileSync(join(folder, "recipe.py"), fencedInReadme("python").join("\n"));
  expect(outputOf(["python3 recipe.py"])).toMatch(/^mode-collapse high The generator collapsed/);
});
