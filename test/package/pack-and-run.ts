/** Packs the package, installs it in an empty folder as others do, and runs it there. Needs the registry, so it is no part of `npm test`. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SAMPLE = join(ROOT, "samples", "mode-collapse");
const folder = mkdtempSync(join(tmpdir(), "gan-diversity-package-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** On Windows npm is a script that only a shell runs. */
const shell = process.platform === "win32";
const run = (cwd: string, command: string, ...args: string[]): string => {
  const { status, stdout, stderr, error } = spawnSync(command, shell ? args.map((arg) => `"${arg}"`) : args, {
    cwd,
    encoding: "utf8",
    shell,
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: "skip", XDG_CACHE_HOME: join(folder, "cache") },
  });
  if (status !== 0)
    throw new Error(`${command} ${args.join(" ")} ended with ${status}: ${error ?? ""}\n${stdout}${stderr}`);
  return stdout;
};
const expect = (what: string, holds: boolean): void => {
  if (!holds) throw new Error(`The installed package does not hold: ${what}`);
  process.stdout.write(`ok   ${what}\n`);
};

run(ROOT, "npm", "pack", "--silent", "--pack-destination", folder);
const [tarball] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
run(folder, "npm", "install", "--no-audit", "--no-fund", `./${tarball}`);

const tool = (...args: string[]) => run(folder, "npm", "exec", "--offline", "--", "gan-diversity", ...args);
const log = join(SAMPLE, "log.csv");
tool("check", SAMPLE, "--scores", log, "--json", "a.json", "--html", "a.html", "--fail-on", "never", "--quiet");
const { verdict, backend } = JSON.parse(readFileSync(join(folder, "a.json"), "utf8"));
expect("check finds the collapse of the sample", verdict.status === "mode-collapse");
expect("it computes on ONNX Runtime", /^ONNX Runtime/.test(backend.name));
expect("the report has its pictures and its script", readFileSync(join(folder, "a.html"), "utf8").length > 100_000);
expect("doctor misses nothing", /\nFine: [^\n]+\n$/.test(tool("doctor")));

writeFileSync(
  join(folder, "use.js"),
  `import { renderTerminal } from "gan-diversity";
import schema from "gan-diversity/schema" with { type: "json" };
console.log(typeof renderTerminal, schema.title);`,
);
expect("the library and the schema can be imported", run(folder, "node", "use.js").trim() === "function Analysis");
