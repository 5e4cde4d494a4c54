/**
 * Runs a model in worker threads, a single-threaded session in each. Whole jobs side by side use the cores better than
 * threads inside one operation, which wait for each other by spinning, and leave this thread free
 * (onnxruntime-node's own `run` blocks the thread it is called on).
 */
import { Worker } from "node:worker_threads";
import type { InferenceSession } from "onnxruntime-node";
import { BackendError } from "../../errors.ts";
import { packageFile } from "../../kit/package-file.ts";
import type { LaneJob, Lanes } from "../backend.ts";
import type { FromLane, ToLane } from "./lane-messages.ts";
import { withoutTelemetry } from "./load.ts";

/** Built for threads, from the sources as from the package. */
const LANE = packageFile("dist/lanes/lane.js");

/**
 * Half of what V8 takes: pixels lie outside its heap and are freed when it collects, so that 50,000 images take a tenth of all memory less, and
 * sheets a few hundredths more of the time.
 */
const YOUNG_MB = 24;

/** A model that is ready to run. */
export interface OpenModel {
  /**
   * @param values may be moved to another thread: unusable for the caller afterwards
   * @returns the values of the model's first output
   */
  run(values: Float32Array<ArrayBuffer>, shape: readonly number[]): Promise<Float32Array>;
  close(): Promise<void>;
}

interface Job {
  message: NonNullable<ToLane>;
  transfer: readonly ArrayBuffer[];
  answer: LaneJob["answer"];
  resolve: (output: unknown) => void;
  reject: (error: Error) => void;
}

interface Lane {
  worker: Worker;
  ready: boolean;
  /** At work, by number. */
  jobs: Map<number, Job>;
}

/** Jobs handed to a lane at once: it goes on with the second while this thread is busy with something else. */
export const DEPTH = 2;

const CLOSED = "ONNX Runtime was closed.";

const NOTHING_TO_ASK: LaneJob["answer"] = async () => null;

export class OnnxLanes implements OpenModel, Lanes {
  readonly #model: () => Uint8Array;
  readonly #options: InferenceSession.SessionOptions;
  readonly count: number;
  readonly #lanes = new Set<Lane>();
  readonly #waiting: Job[] = [];
  #numbered = 0;
  #enough = 1;
  #isClosed = false;

  /**
   * Nothing is started before the first job.
   * @param model asked for once for each lane that starts
   * @param count lanes at most, one thread each
   */
  constructor(model: () => Uint8Array, options: InferenceSession.SessionOptions, count: number) {
    this.#model = model;
    this.#options = { ...options, intraOpNumThreads: 1, interOpNumThreads: 1 };
    this.count = count;
  }

  /** Starts a lane ahead of the first job. @throws BackendError when the model can not be loaded */
  start(): Promise<void> {
    // The lane's own environment is out of reach of native code.
    withoutTelemetry();
    const worker = new Worker(LANE, {
      workerData: { model: this.#model(), options: this.#options },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
      // Not those of a program that was started by `node --input-type=module --eval`: no thread starts with them.
      execArgv: [],
    });
    const lane: Lane = { worker, ready: false, jobs: new Map() };
    this.#lanes.add(lane);
    return new Promise((resolve, reject) => {
      const end = (error: Error) => {
        this.#lanes.delete(lane);
        for (const job of lane.jobs.values()) job.reject(error);
        // As long as another lane is there, it takes the work.
        if (this.#lanes.size === 0) for (const job of this.#waiting.splice(0)) job.reject(error);
        reject(error);
      };
      worker.on("message", (message: FromLane) => {
        if (message === null) {
          lane.ready = true;
          resolve();
        } else if ("id" in message) takeReply(lane, message);
        else end(new BackendError(`ONNX Runtime can not load the model: ${message.problem}`));
        this.#handOut();
      });
      worker.once("error", (cause) =>
        end(new BackendError(`ONNX Runtime stopped: ${(cause as Error).message}`, { cause })),
      );
      worker.once("exit", (code) => {
        if (code !== 0 || !lane.ready) end(new BackendError(`An ONNX Runtime thread ended with code ${code}.`));
      });
    });
  }

  async warm(): Promise<void> {
    if (this.#lanes.size === 0) await this.start();
  }

  allow(count: number): void {
    this.#enough = Math.min(this.count, Math.max(this.#enough, count));
  }

  run(values: Float32Array<ArrayBuffer>, shape: readonly number[]): Promise<Float32Array> {
    this.allow(this.count);
    const message = { id: this.#numbered++, values, shape };
    return this.#add(message, [values.buffer], NOTHING_TO_ASK) as Promise<Float32Array>;
  }

  work({ module, job, transfer, answer = NOTHING_TO_ASK }: LaneJob): Promise<unknown> {
    return this.#add({ id: this.#numbered++, module: module.href, job }, transfer, answer);
  }

  /** Waits for what is at work. What is not yet, and what comes later, is of a run that has failed: it is refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of this.#waiting.splice(0)) job.reject(new BackendError(CLOSED));
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

  #add(message: Job["message"], transfer: readonly ArrayBuffer[], answer: LaneJob["answer"]): Promise<unknown> {
    if (this.#isClosed) return Promise.reject(new BackendError(CLOSED));
    const output = new Promise((resolve, reject) => {
      this.#waiting.push({ message, transfer, answer, resolve, reject });
    });
    this.#handOut();
    if (this.#waiting.length > 0 && this.#lanes.size < this.#enough)
      // What goes wrong is said to the jobs.
      this.start().catch(() => {});
    return output;
  }

  /** To the lanes with the least to do. */
  #handOut(): void {
    while (this.#waiting.length > 0) {
      const [lane] = [...this.#lanes].filter(({ ready }) => ready).sort((a, b) => a.jobs.size - b.jobs.size);
      if (!lane || lane.jobs.size >= DEPTH) return;
      const job = this.#waiting.shift()!;
      lane.jobs.set(job.message.id, job);
      lane.worker.postMessage(job.message, job.transfer);
    }
  }
}

const takeReply = (lane: Lane, message: Extract<FromLane, { id: number }>): void => {
  const { id } = message;
  const job = lane.jobs.get(id)!;
  if ("question" in message) {
    job.answer!(message.question)
      .catch((error: Error) => {
        job.reject(error);
        return null;
      })
      // The lane is let go on in any case: it ends when its work has.
      .then((answer) => lane.worker.postMessage({ id, answer } satisfies ToLane));
    return;
  }
  lane.jobs.delete(id);
  if ("output" in message) job.resolve(message.output);
  else job.reject(new BackendError(`ONNX Runtime can not run the model: ${message.problem}`));
};
