/**
 * Runs a model in worker threads, a single-threaded session in each. Whole batches side by side use the cores better than
 * threads inside one operation, which wait for each other by spinning, and leave this thread free to prepare the next batch
 * (onnxruntime-node's own `run` blocks the thread it is called on).
 */
import { Worker } from "node:worker_threads";
import type { InferenceSession } from "onnxruntime-node";
import { BackendError } from "../../errors.ts";
import { withoutTelemetry } from "./load.ts";

/** A model that is ready to run. */
export interface OpenModel {
  /**
   * @param values may be moved to another thread: unusable for the caller afterwards
   * @returns the values of the model's first output
   */
  run(values: Float32Array<ArrayBuffer>, shape: readonly number[]): Promise<Float32Array>;
  close(): Promise<void>;
}

type Reply = Float32Array | null | { problem: string };

interface Job {
  values: Float32Array<ArrayBuffer>;
  shape: readonly number[];
  resolve: (output: Float32Array) => void;
  reject: (error: Error) => void;
}

interface Lane {
  worker: Worker;
  ready: boolean;
  /** At work and next; answered in this order. */
  jobs: Job[];
}

/** Batches handed to a lane at once: it goes on with the second while this thread is busy with something else. */
export const DEPTH = 2;

export class OnnxLanes implements OpenModel {
  readonly #model: Uint8Array;
  readonly #options: InferenceSession.SessionOptions;
  readonly #most: number;
  readonly #lanes = new Set<Lane>();
  readonly #waiting: Job[] = [];

  /**
   * Nothing is started before the first batch.
   * @param most lanes, one thread each
   */
  constructor(model: Uint8Array, options: InferenceSession.SessionOptions, most: number) {
    this.#model = model;
    this.#options = { ...options, intraOpNumThreads: 1, interOpNumThreads: 1 };
    this.#most = most;
  }

  /** Starts a lane ahead of the first batch. @throws BackendError when the model can not be loaded */
  start(): Promise<void> {
    // The lane's own environment is out of reach of native code.
    withoutTelemetry();
    const worker = new Worker(new URL("./lane.js", import.meta.url), {
      workerData: { model: this.#model, options: this.#options },
      // Not those of a program that was started by `node --input-type=module --eval`: no thread starts with them.
      execArgv: [],
    });
    const lane: Lane = { worker, ready: false, jobs: [] };
    this.#lanes.add(lane);
    return new Promise((resolve, reject) => {
      const end = (error: Error) => {
        this.#lanes.delete(lane);
        for (const job of lane.jobs.splice(0)) job.reject(error);
        reject(error);
      };
      worker.on("message", (reply: Reply) => {
        const job = lane.jobs.shift();
        if (reply === null) {
          lane.ready = true;
          resolve();
        } else if (reply instanceof Float32Array) job!.resolve(reply);
        else if (job) job.reject(new BackendError(`ONNX Runtime can not run the model: ${reply.problem}`));
        else end(new BackendError(`ONNX Runtime can not load the model: ${reply.problem}`));
        this.#handOut();
      });
      worker.once("error", (cause) =>
        end(new BackendError(`ONNX Runtime stopped: ${(cause as Error).message}`, { cause })),
      );
      worker.once("exit", (code) => {
        if (code !== 0) end(new BackendError(`An ONNX Runtime thread ended with code ${code}.`));
      });
    });
  }

  run(values: Float32Array<ArrayBuffer>, shape: readonly number[]): Promise<Float32Array> {
    const output = new Promise<Float32Array>((resolve, reject) => {
      this.#waiting.push({ values, shape, resolve, reject });
    });
    this.#handOut();
    if (this.#waiting.length > 0 && this.#lanes.size < this.#most)
      this.start().catch((error: Error) => {
        // As long as another lane is there, it takes the work.
        if (this.#lanes.size === 0) for (const job of this.#waiting.splice(0)) job.reject(error);
      });
    return output;
  }

  /** Waits for batches at work. */
  async close(): Promise<void> {
    await Promise.all(
      [...this.#lanes].map(
        ({ worker }) =>
          new Promise<void>((resolve) => {
            worker.once("exit", () => resolve());
            worker.postMessage(null);
          }),
      ),
    );
  }

  /** To the lanes with the least to do. */
  #handOut(): void {
    while (this.#waiting.length > 0) {
      const [lane] = [...this.#lanes].filter(({ ready }) => ready).sort((a, b) => a.jobs.length - b.jobs.length);
      if (!lane || lane.jobs.length >= DEPTH) return;
      const job = this.#waiting.shift()!;
      lane.jobs.push(job);
      lane.worker.postMessage({ values: job.values, shape: job.shape }, [job.values.buffer]);
    }
  }
}
