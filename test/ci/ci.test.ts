/** The action and the job of GitLab, run as far as a shell can: with the built tool in the place of the package on npm. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { junitErrors } from "../helpers/junit-schema.ts";

const BIN = fileURLToPath(new URL("../../bin/gan-diversity.js", import.meta.url));
const LOG = `step,scoreGenerator,scoreDiscriminator\n${Array.from({ length: 60 }, (_, step) => `${step},0.5,0.5`).join("\n")}\n`;
const LOST = LOG.replaceAll("0.5,0.5", "0.001,0.999");

interface Action {
  inputs: Record<string, { default: string }>;
  runs: { using: string; steps: { shell: string; env: Record<string, string>; run: string }[] };
}
const action = parse(readFileSync("action.yml", "utf8")) as Action;

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "gan-diversity-"));
  mkdirSync(join(root, "bin"));
  // npx --yes gan-diversity@VERSION ARGUMENTS
  writeFileSync(join(root, "bin", "npx"), `#!/bin/bash\n[ "$1" = --yes ] || exit 9\nexec "$NODE" "$BIN" "\${@:3}"\n`);
  chmodSync(join(root, "bin", "npx"), 0o755);
  writeFileSync(join(root, "log.csv"), LOG);
  writeFileSync(join(root, "lost.csv"), LOST);
});
afterAll(() => rmSync(root, { recursive: true }));

const bash = (script: string, env: Record<string, string>) =>
  spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
    cwd: root,
    encoding: "utf8",
    env: {
      ...process.env,
      NODE: process.execPath,
      BIN,
      PATH: `${join(root, "bin")}:${process.env.PATH}`,
      XDG_CACHE_HOME: join(root, "cache"),
      NO_COLOR: "1",
      ...env,
    },
  });

/** As the runner does: every input is put into the variables of the step. */
const act = (inputs: Record<string, string>) => {
  const [step] = action.runs.steps;
  const env = Object.fromEntries(
    Object.entries(step!.env).map(([name, expression]) => {
      const [, input] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)!;
      return [name, inputs[input!] ?? action.inputs[input!]!.default];
    }),
  );
  return bash(step!.run, { ...env, GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: join(root, "summary.md") });
};

test("the action is one composite step in bash that puts no input into its script", () => {
  expect([action.runs.using, action.runs.steps.length, action.runs.steps[0]!.shell]).toEqual(["composite", 1, "bash"]);
  expect(action.runs.steps[0]!.run).not.toContain("${{");
});

test("the action passes a balanced log with a notice, the summary and the reports that were asked for", async () => {
  const { status, stdout, stderr } = act({ scores: "log.csv\n", reports: "junit=a b.xml\ncsv=figures.csv\n" });
  expect([stderr.includes("error"), status]).toEqual([false, 0]);
  expect(stdout).toMatch(/^::notice title=gan-diversity::/);
  expect(readFileSync(join(root, "summary.md"), "utf8")).toMatch(/^## /);
  expect(await junitErrors(readFileSync(join(root, "a b.xml"), "utf8"))).toEqual([]);
});

test("the action fails the job where the discriminator dominates, unless fail-on says otherwise", () => {
  const failed = act({ scores: "lost.csv" });
  expect([failed.status, failed.stdout.startsWith("::error title=gan-diversity::")]).toEqual([1, true]);
  expect(act({ scores: "lost.csv", "fail-on": "never" }).status).toBe(0);
});

test("more arguments reach the tool one a line, and no input is run", () => {
  const { status, stderr } = act({ scores: "log.csv", arguments: "--threshold\n7" });
  expect([status, stderr.includes("Expected a number between 0 and 1 for --threshold")]).toEqual([2, true]);
  act({ scores: `log.csv$(touch ${root}/ran); touch ${root}/ran #`, pictures: "`touch ran`" });
  expect(existsSync(join(root, "ran"))).toBe(false);
});

test("the job of GitLab in docs/ci.md leaves the artifacts it names", async () => {
  const blocks = [...readFileSync("docs/ci.md", "utf8").matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml!);
  const job = (parse(blocks.at(-1)!) as Record<string, GitlabJob>)["gan-diversity"]!;
  const sheet = join(process.cwd(), "samples/mode-collapse/fake_samples_step_003000.png");
  const { status } = bash(job.script.join("\n"), { ...job.variables, SAMPLES: sheet, LOG: "log.csv" });
  expect(status).toBe(1);
  for (const path of [...job.artifacts.paths, job.artifacts.reports.junit])
    expect(existsSync(join(root, path)), path).toBe(true);
  expect(await junitErrors(readFileSync(join(root, job.artifacts.reports.junit), "utf8"))).toEqual([]);
});

interface GitlabJob {
  variables: Record<string, string>;
  script: string[];
  artifacts: { paths: string[]; reports: { junit: string } };
}

test("the inputs that docs/ci.md lists are those of the action", () => {
  const listed = [...readFileSync("docs/ci.md", "utf8").matchAll(/^\| `([\w-]+)` \| .* \| (.*) \|$/gm)].map(
    ([, name, value]) => [name, value === "none" ? "" : value!.replaceAll("`", "")],
  );
  expect(listed).toEqual(Object.entries(action.inputs).map(([name, { default: value }]) => [name, value]));
});
