/** `gan-diversity doctor`: which tensor runtimes work here, and why the others do not. */
import type { Command } from "commander";
import { plain, plainLines } from "../report/words.ts";
import type { RuntimeProbe } from "../run/probe-runtimes.ts";

const NOTHING_WORKS = 3;

export const addDoctorCommand = (program: Command, finish: (exitCode: number) => void): void => {
  program
    .command("doctor")
    .description("show which tensor runtimes and devices work here, and what the others need")
    .option("--json", "as JSON")
    .action(async ({ json }: { json?: boolean }) => {
      const { probeRuntimes } = await import("../run/probe-runtimes.ts");
      const probes = await probeRuntimes();
      process.stdout.write(json ? `${JSON.stringify(probes, null, 2)}\n` : table(probes));
      finish(probes.some(({ works }) => works) ? 0 : NOTHING_WORKS);
    });
};

const table = (probes: readonly RuntimeProbe[]): string => {
  const wide = Math.max(...probes.map(({ runtime }) => runtime.length));
  const rows = probes.map(({ runtime, works, detail, devices }) => {
    const [first, ...more] = plainLines(detail).split("\n");
    const forced = devices.filter((device) => device !== "auto").join(", ");
    return [
      `${works ? "works  " : "missing"}  ${runtime.padEnd(wide)}  --device ${forced}`,
      ...[first, ...more].map((line) => `         ${line}`),
    ].join("\n");
  });
  return `${rows.join("\n")}\n\n${conclusion(probes.find(({ auto }) => auto))}\n`;
};

const conclusion = (taken: RuntimeProbe | undefined): string => {
  if (!taken) return "--device auto takes nothing: no runtime works.";
  const takes = `--device auto takes ${taken.runtime}.`;
  return taken.missed === undefined
    ? `${takes}\nFine: no faster engine is missing.`
    : `${takes}\nSlower than it could be: ${plain(taken.missed)}`;
};
