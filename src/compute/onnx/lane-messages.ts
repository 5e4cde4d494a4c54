/** What goes to a lane and comes back; everything but the first word and the last belongs to one job. */

export type ToLane =
  | { id: number; values: Float32Array<ArrayBuffer>; shape: readonly number[] }
  | { id: number; module: string; job: unknown }
  | { id: number; answer: unknown }
  | null;

export type FromLane =
  | { id: number; output: unknown }
  | { id: number; question: unknown }
  | { id: number; problem: string }
  | { problem: string }
  | null;
