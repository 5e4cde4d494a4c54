/**
 * Runs a model in worker threads, a single-threaded session in each. Whole batches side by side use the cores better than
 * threads inside one operation, which wait for each other by spinning, and leave this thread free to prepare the next batch
 * (onnxruntime-node's own `run` blocks the thread it is called on).
 */
import { Worker } from "node:worker_threads";
import type { InferenceSession } from "onnxruntime-node";
import { BackendError } from "../errors.ts";

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
  /** null while it is idle or starts. */
  job: Job | null;
}

export class OnnxLanes implements OpenModel {
  readonly #model: Uint8Array;
  readonly #options: InferenceSession.SessionOptions;
  readonly #most: number;
  readonly #lanes = new Set<Lane>();
  readonly #idle: Lane[] = [];
  readonly #waiting: Job[] = [];

  private constructor(model: Uint8Array, options: InferenceSession.SessionOptions, most: number) {
    this.#model = model;
    this.#options = { ...options, intraOpNumThreads: 1, interOpNumThreads: 1 };
    this.#most = most;
  }

  /**
   * Starts one lane; the others start when there is work for them.
   * @param most lanes, one thread each
   * @throws BackendError when the model can not be loaded
   */
  static async open(model: Uint8Array, options: InferenceSession.SessionOptions, most: number): Promise<OnnxLanes> {
    const lanes = new OnnxLanes(model, options, most);
    await lanes.#start();
    return lanes;
  }

  run(values: Float32Array<ArrayBuffer>, shape: readonly number[]): Promise<Float32Array> {
    const output = new Promise<Float32Array>((resolve, reject) => {
      this.#waiting.push({ values, shape, resolve, reject });
    });
    if (this.#idle.length === 0 && this.#lanes.size < this.#most)
      this.#start().catch((error: Error) => this.#fail(error));
    this.#next();
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

  #start(): Promise<void> {
    const worker = new Worker(new URL("./onnx-lane.js", import.meta.url), {
      workerData: { model: this.#model, options: this.#options },
    });
    const lane: Lane = { worker, job: null };
    this.#lanes.add(lane);
    return new Promise((resolve, reject) => {
      const end = (error: Error) => {
        this.#lanes.delete(lane);
        lane.job?.reject(error);
        reject(error);
      };
      worker.on("message", (reply: Reply) => {
        const { job } = lane;
        lane.job = null;
        if (reply === null) resolve();
        else if (reply instanceof Float32Array) job!.resolve(reply);
        else if (job) job.reject(new BackendError(`ONNX Runtime can not run the model: ${reply.problem}`));
        else return end(new BackendError(`ONNX Runtime can not load the model: ${reply.problem}`));
        this.#idle.push(lane);
        this.#next();
      });
      worker.once("error", (cause) =>
        end(new BackendError(`ONNX Runtime stopped: ${(cause as Error).message}`, { cause })),
      );
      worker.once("exit", (code) => {
        if (code !== 0) end(new BackendError(`An ONNX Runtime thread ended with code ${code}.`));
      });
    });
  }

  #next(): void {
    while (this.#idle.length > 0 && this.#waiting.length > 0) {
      const lane = this.#idle.pop()!;
      const job = this.#waiting.shift()!;
      lane.job = job;
      lane.worker.postMessage({ values: job.values, shape: job.shape }, [job.values.buffer]);
    }
  }

  /** A lane that can not start takes what no other lane could do with it. */
  #fail(error: Error): void {
    if (this.#lanes.size === 0) for (const job of this.#waiting.splice(0)) job.reject(error);
  }
}
