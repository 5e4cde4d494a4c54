/** A way to get a backend: one runtime on one kind of device. */
import type { Backend } from "./backend.ts";
import type { Device } from "./devices.ts";
import type { ModelFormat } from "./model-file.ts";

export interface Runtime {
  /** As `doctor` shows it. */
  name: string;
  /** Values of `--device` that may choose it, in the order of DEVICES. */
  devices: readonly Device[];
  /** Of the users' models it runs. */
  format: ModelFormat;
  /** @throws BackendError when it is not there, with what to install */
  open(threads: number): Promise<Backend>;
  /**
   * Asked before anything is opened. A runtime that answers this is never taken by `auto` on its word: it must be fit, and compute
   * rightly.
   */
  fitness?(): Promise<Fitness>;
  /** Name of the faster runtime that every platform could have, in whose place this one computes. */
  standsInFor?: string;
}

/** What makes a runtime fit for `auto`, in words, or why it is not. */
export type Fitness = { fit: boolean; detail: string };
