/** The one model a backend has loaded at a time. */
import { BackendError } from "../errors.ts";
import type { Backend, Lanes } from "./backend.ts";

export interface LoadedModel extends Pick<Backend, "embed" | "batchesAtOnce"> {
  lanes?: Lanes;
  close(): Promise<void>;
}

export class ModelSlot {
  #model: LoadedModel | null = null;

  get batchesAtOnce(): number {
    return this.#model?.batchesAtOnce ?? 1;
  }

  get lanes(): Lanes | null {
    return this.#model?.lanes ?? null;
  }

  /** Closes the model before, then opens the next. */
  async replace<Opened extends LoadedModel>(open: () => Promise<Opened>): Promise<Opened> {
    await this.close();
    const model = await open();
    this.#model = model;
    return model;
  }

  async embed(...batch: Parameters<Backend["embed"]>): Promise<Float32Array> {
    if (!this.#model) throw new BackendError("No model was loaded before embed.");
    return this.#model.embed(...batch);
  }

  async close(): Promise<void> {
    await this.#model?.close();
    this.#model = null;
  }
}
