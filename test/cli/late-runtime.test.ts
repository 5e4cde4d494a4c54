import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Analysis } from "../../src/index.ts";
import { runIn } from "../helpers/cli.ts";

const SAMPLES = fileURLToPath(new URL("../../samples/mode-collapse", import.meta.url));

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
});
afterAll(() => rm(root, { recursive: true }));

test("a runtime that is installed but does not load when it is to compute is replaced, and that is said", async () => {
  // What a C library that is too old looks like.
  const hook = `export const resolve = (name, context, next) => name === "onnxruntime-node"
    ? { url: "data:text/javascript,throw new Error('GLIBC_9.9 not found')", format: "module", shortCircuit: true } : next(name, context);`;
  const hooks = join(root, "hooks.mjs");
  await writeFile(
    hooks,
    `import { register } from "node:module"; register("data:text/javascript,${encodeURIComponent(hook)}");`,
  );
  const environment = { NODE_OPTIONS: `--import=${pathToFileURL(hooks)}` };
  const { status, stdout } = runIn(environment, "check", SAMPLES, "--json", "-", "--cache-dir", join(root, "cache"));
  expect(status).toBe(1);
  const { backend, warnings, verdict } = JSON.parse(stdout) as Analysis;
  expect(backend?.name).toContain("TensorFlow.js");
  expect(verdict.status).toBe("mode-collapse");
  expect(warnings.filter((warning) => warning.includes("does not load: GLIBC_9.9 not found"))).toHaveLength(1);
});
