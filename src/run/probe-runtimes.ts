/** Which tensor runtimes work here: what `gan-diversity doctor` shows. */
export { probeRuntimes, type RuntimeProbe } from "../compute/probe.ts";
