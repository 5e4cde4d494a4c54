/** Whether CUDA can be there at all: a look that costs nothing, before hundreds of milliseconds are spent on loading what uses it. */
import { existsSync } from "node:fs";
import type { Fitness } from "./runtime.ts";

/** What the driver makes on Linux, in containers that were given a card, and in Windows' Subsystem for Linux. */
const DEVICES = ["/dev/nvidiactl", "/dev/nvidia0", "/dev/dxg"];

/** @param exists for tests */
export const nvidiaFitness = async (
  platform: NodeJS.Platform = process.platform,
  exists: (path: string) => boolean = existsSync,
): Promise<Fitness> => {
  if (platform === "darwin") return { fit: false, detail: "there is no CUDA on macOS" };
  if (platform === "linux" && !DEVICES.some(exists)) return { fit: false, detail: "no NVIDIA driver is loaded" };
  return { fit: true, detail: "NVIDIA" };
};
