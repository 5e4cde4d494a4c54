/** What the pages show of the tool's output is what it prints, run as it stands there. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const BIN = resolve("bin/gan-diversity.js");
/** Stands before `%`; pages are typed with plain spaces. */
const NO_BREAK_SPACE = "\u00a0";

interface Session {
  commands: string[];
  shown: string[];
}

/** Indented blocks whose first line is a command after `$ `. */
const sessionsOf = (page: string): Session[] =>
  [...readFileSync(page, "utf8").matchAll(/(?:^ {4}.*\n)+/gm)]
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
});
afterAll(() => rmSync(folder, { recursive: true }));

const outputOf = (commands: readonly string[]): string => {
  const tool = `gan-diversity() { "$NODE" "$BIN" "$@"; }`;
  const { stdout } = spawnSync("bash", ["-c", [tool, ...commands].join("\n")], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NODE: process.execPath, BIN, NO_COLOR: "1", XDG_CACHE_HOME: folder },
  });
  return stdout.replaceAll(NO_BREAK_SPACE, " ");
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
