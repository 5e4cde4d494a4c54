/** The embedder of a run with its model loaded in a runtime: the built-in one, or what `model` names. */
import type { ChosenThreshold } from "../analysis/analysis.ts";
import type { Backend } from "../compute/backend.ts";
import type { ModelFormat } from "../compute/model-file.ts";
import { foreseeBackend, selectBackend } from "../compute/select.ts";
import { loadBuiltInEmbedder } from "../embed/built-in.ts";
import type { Embedder } from "../embed/embedder.ts";
import { assertModelThere, locateModel } from "../embed/user-models/locate-model.ts";
import { openModel } from "../embed/user-models/open-model.ts";
import { presetOf } from "../embed/user-models/presets.ts";
import { loadUserEmbedder } from "../embed/user-models/user-embedder.ts";
import { BackendError, UsageError } from "../errors.ts";
import type { Order } from "./options.ts";
import type { Stages } from "./stages.ts";

export interface OpenedEmbedder {
  embedder: Embedder;
  backend: Backend;
  /** What to say of a runtime that is slower than it could be; null when it is not. */
  slower: string | null;
  /** null when real images will tell. */
  threshold: ChosenThreshold | null;
}

/** The embedder of all runs of a call, opened when the first of them has pictures. */
export class SharedEmbedder {
  readonly #order: Order;
  #opened: Promise<OpenedEmbedder> | null = null;
  /** A runtime is not taken at its word any more. */
  #isSure = false;

  constructor(order: Order) {
    this.#order = order;
  }

  /** Opens the built-in one and starts a thread of it, which gets ready by itself; whoever opens or uses it is told what went wrong. */
  async openAhead(stages: Stages): Promise<void> {
    if (this.#order.model !== undefined) return;
    const opened = await this.open(stages).catch(() => null);
    if (!opened?.backend.lanes) return;
    const { backend } = opened;
    // Other threads are at work by then.
    const load = () => backend.load?.();
    backend
      .lanes!.warm()
      .then(load)
      .catch(() => {});
  }

  /**
   * What to do about an error of a run: a runtime that was taken at its word is not there after all, so another will be opened.
   * @returns whether the run can be tried again
   */
  async canReplace(error: unknown): Promise<boolean> {
    if (!(error instanceof BackendError) || this.#isSure) return false;
    await this.close();
    this.#isSure = true;
    this.#opened = null;
    return true;
  }

  /** @throws as openEmbedder */
  open(stages: Stages): Promise<OpenedEmbedder> {
    this.#opened ??= openEmbedder(this.#order, this.#isSure ? selectBackend : foreseeBackend, stages);
    return this.#opened;
  }

  /** It was to be opened, and could not be. */
  async isBroken(): Promise<boolean> {
    return (
      this.#opened?.then(
        () => false,
        () => true,
      ) ?? false
    );
  }

  async close(): Promise<void> {
    const opened = await this.#opened?.catch(() => null);
    await opened?.backend.close();
  }
}

/** Found and read; no runtime is there yet. */
interface FoundEmbedder {
  threshold: ChosenThreshold | null;
  /** Left out when every runtime can run it. */
  format?: ModelFormat;
  load(backend: Backend): Promise<Embedder>;
}

/**
 * @throws UsageError when the model comes without a threshold, InputError when it can not be had or can not embed images, BackendError
 * when the device is not there
 */
const openEmbedder = async (order: Order, select: typeof selectBackend, stages: Stages): Promise<OpenedEmbedder> => {
  const { threshold, format, load } =
    order.model === undefined ? await builtIn(order) : await usersModel(order.model, order, stages);
  return stages.run("runtime", async () => {
    const { backend, slower } = await select(order.device, order.threads, format);
    try {
      return { embedder: await load(backend), backend, slower, threshold };
    } catch (error) {
      await backend.close();
      throw error;
    }
  });
};

const builtIn = async (order: Order): Promise<FoundEmbedder> => {
  const embedder = await loadBuiltInEmbedder();
  return {
    threshold: chooseThreshold(order, embedder.threshold, embedder.id),
    load: async (backend) => {
      await backend.loadModel(embedder.network);
      return embedder;
    },
  };
};

const usersModel = async (name: string, order: Order, stages: Stages): Promise<FoundEmbedder> => {
  const preset = presetOf(name);
  if (!preset) await assertModelThere(name);
  // Before anything large is fetched or opened.
  const threshold = chooseThreshold(order, preset?.threshold ?? null, name);
  const { modelFolder: folder, modelInputSize: inputSize, modelPooling: pooling, modelOutput: output } = order;
  if (preset && folder === undefined) throw new UsageError(`Expected --model-folder for the preset ${name}`);
  const opened = await stages.run("model", async () => {
    const path = await locateModel(
      { name, preset },
      {
        folder: folder ?? "",
        offline: order.offline ?? false,
        onBytes: (done, total) => stages.report({ stage: "model", done, total, unit: "bytes", label: name }),
      },
    );
    return openModel(path);
  });
  const settings = {
    ...preset?.settings,
    normalization: order.modelNormalize ?? preset?.normalize ?? "imagenet",
    ...(inputSize === undefined ? {} : { inputSize }),
    ...(pooling === undefined ? {} : { pooling }),
    ...(output === undefined ? {} : { output }),
  };
  const model = { ...opened, name: preset ? name : opened.file.name };
  return {
    threshold,
    format: opened.file.format,
    load: (backend) => loadUserEmbedder(model, settings, backend),
  };
};

const chooseThreshold = (order: Order, known: ChosenThreshold | null, name: string): ChosenThreshold | null => {
  if (order.threshold !== undefined) return { value: order.threshold, basis: "given by --threshold" };
  if (known || typeof order.reference === "string") return known;
  throw new UsageError(
    `Expected --threshold or --reference together with --model ${name}: from which cosine two images look the same is known for no other than the built-in embedder and sscd. Next: add --reference with 100 or more real images, or --threshold (docs/models.md says how to find one)`,
  );
};
