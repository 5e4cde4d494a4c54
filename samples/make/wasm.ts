/** Starts the one TensorFlow.js backend the samples are trained on. */
import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";

/** @throws Error where the WebAssembly backend can not start. */
export const startWasm = async (): Promise<void> => {
  setWasmPaths(dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm")) + sep);
  if (!(await tf.setBackend("wasm")))
    throw new Error("Expected the WebAssembly backend of TensorFlow.js to start, but it did not. Run `npm ci` again.");
};
