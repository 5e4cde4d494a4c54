/**
 * Worker thread: one single-threaded ONNX Runtime session that answers one batch at a time. JavaScript, because a worker's
 * entry file must run as it is, from the sources as from the package.
 *
 * In: `{ values, shape }`, or null to end. Out: null when the session is ready, then the values of each output, or
 * `{ problem }`.
 */
import { parentPort, workerData } from "node:worker_threads";
import { InferenceSession, Tensor } from "onnxruntime-node";

const port = /** @type {import("node:worker_threads").MessagePort} */ (parentPort);
const { model, options } = /** @type {{ model: Uint8Array, options: InferenceSession.SessionOptions }} */ (workerData);

const session = await InferenceSession.create(model, options).catch((/** @type {Error} */ error) => {
  port.postMessage({ problem: error.message });
});
if (session) {
  port.on("message", async (/** @type {{ values: Float32Array, shape: number[] } | null} */ batch) => {
    if (batch === null) {
      await session.release();
      port.close();
      return;
    }
    try {
      const result = await session.run({ input: new Tensor("float32", batch.values, batch.shape) });
      const values = /** @type {Float32Array<ArrayBuffer>} */ (
        result[/** @type {string} */ (session.outputNames[0])]?.data
      );
      port.postMessage(values, [values.buffer]);
    } catch (error) {
      port.postMessage({ problem: /** @type {Error} */ (error).message });
    }
  });
  port.postMessage(null);
}
