/** Small inputs from real use with the right result each, where they lie beside the project; those named here must hold. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { expect, test } from "vitest";

const RUNNER = "../shared/cases/run.mjs";
/** Parts of the names of cases, as the runner takes them. */
const MUST_HOLD = [
  "no-telemetry-folder",
  "-library-",
  "-halves-",
  "-term-off-",
  "-frozen-",
  "-nan-onset-",
  "-critic-",
  "-fid-",
  "biggan-good",
  "dcgan-ahead",
  "pictures/01",
  "pictures/02",
  "pictures/04",
  "pictures/05",
  "pictures/09",
  "pictures/11a",
  "pictures/11b",
  "pictures/11c",
  "pictures/11d",
  "pictures/11e",
  "pictures/11f",
  "pictures/11g",
  "pictures/11h",
  "pictures/20",
];

test.skipIf(!existsSync(RUNNER))(
  `the cases ${MUST_HOLD.join(", ")} beside the project hold`,
  () => {
    const { status, stdout } = spawnSync(process.execPath, [RUNNER, "--cli", "bin/gan-diversity.js", ...MUST_HOLD], {
      encoding: "utf8",
    });
    expect(stdout).not.toMatch(/^FAIL/m);
    expect(stdout).toMatch(/^[1-9]\d* passed, 0 failed$/m);
    expect(status).toBe(0);
  },
  300_000,
);
