/**
 * Worker thread: one single-threaded ONNX Runtime session. It runs batches, and work of others around them: a module that is handed the session.
 *
 * In: `{ id, values, shape }` or `{ id, module, job }`, `{ id, answer }`, null to end. Out: null when the session is ready, then
 * `{ id, output }` or `{ id, problem }` for each, `{ id, question }` in between, `{ problem }` when no session can be made.
 */
import { parentPort, workerData } from "node:worker_threads";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { EVERY_VALUE } from "../backend.ts";
import { tileQueryModel } from "./tile-model.ts";

/** @typedef {import("./lane-messages.ts").ToLane} ToLane */
/** @typedef {import("./lane-messages.ts").FromLane} FromLane */

const port = /** @type {import("node:worker_threads").MessagePort} */ (parentPort);
const { model, options } = /** @type {{ model: Uint8Array, options: InferenceSession.SessionOptions }} */ (workerData);

/** @type {Map<number, (answer: unknown) => void>} */
const asked = new Map();
let running = 0;
let ending = false;

/** @type {(reply: FromLane, transfer?: import("node:worker_threads").TransferListItem[]) => void} */
const reply = (message, transfer = []) => port.postMessage(message, transfer);

const session = await InferenceSession.create(model, options).catch((/** @type {Error} */ { message }) => {
  reply({ problem: message });
});

/** @type {import("../backend.ts").LaneSession["run"]} */
const run = async (values, shape) => {
  const open = /** @type {InferenceSession} */ (session);
  const result = await open.run({ input: new Tensor("float32", values, shape) });
  return /** @type {Float32Array<ArrayBuffer>} */ (result[/** @type {string} */ (open.outputNames[0])]?.data);
};

/** @type {Promise<InferenceSession> | undefined} */
let products;

/** @type {import("../backend.ts").LaneSession["multiply"]} */
const multiply = async (rows, columns, into) => {
  products ??= InferenceSession.create(tileQueryModel(EVERY_VALUE, false), options);
  const matrix = (/** @type {import("../../kit/rows.ts").Rows} */ { values, dimension }) =>
    new Tensor("float32", values, [values.length / dimension, dimension]);
  const shape = [rows.values.length / rows.dimension, columns.values.length / columns.dimension];
  const feeds = { rows: matrix(rows), columns: matrix(columns) };
  await (await products).run(feeds, { sample: new Tensor("float32", into, shape) });
};

/** @type {(message: Exclude<ToLane, null | { answer: unknown }>) => Promise<void>} */
const work = async (message) => {
  const { id } = message;
  try {
    if ("values" in message) {
      const output = await run(message.values, message.shape);
      reply({ id, output }, [output.buffer]);
      return;
    }
    const ask = (/** @type {unknown} */ question) =>
      new Promise((resolve) => {
        asked.set(id, resolve);
        reply({ id, question });
      });
    const { workInLane } = /** @type {import("../backend.ts").LaneModule} */ (await import(message.module));
    const { output, transfer } = await workInLane(message.job, { run, multiply, ask });
    reply({ id, output }, transfer);
  } catch (error) {
    reply({ id, problem: /** @type {Error} */ (error).message });
  }
};

const end = async () => {
  await session?.release();
  await (await products)?.release();
  port.close();
};

if (session) {
  port.on("message", async (/** @type {ToLane} */ message) => {
    if (message === null) {
      ending = true;
    } else if ("answer" in message) {
      const resolve = asked.get(message.id);
      asked.delete(message.id);
      resolve?.(message.answer);
      return;
    } else {
      running++;
      await work(message);
      running--;
    }
    if (ending && running === 0) await end();
  });
  reply(null);
}
