/** Which tensor runtimes work here: what `gan-diversity doctor` shows. */
import { availableParallelism } from "node:os";
import { probeRuntimes as probeAll, type RuntimeProbe } from "../compute/probe.ts";

export type { RuntimeProbe } from "../compute/probe.ts";

/** Opens every runtime and lets it compute, one after the other. */
export const probeRuntimes = (): Promise<RuntimeProbe[]> => probeAll(availableParallelism());
