import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { BATCH, type Backend } from "../../src/compute/backend.ts";
import { openOnnx } from "../../src/compute/onnx/onnx.ts";
import { openTensorflowWasm } from "../../src/compute/tensorflow/tensorflow.ts";
import { loadBuiltInEmbedder } from "../../src/embed/built-in.ts";
import { expectedRows, images, meansModel, onnxFile, SIDE } from "../helpers/user-models.ts";

/** Chromium's software Vulkan; the loader reads the variable when the first adapter is asked for. */
const DRIVER = "/usr/lib/chromium/vk_swiftshader_icd.json";
const LOADER = ["/usr/lib/x86_64-linux-gnu/libvulkan.so.1", "/usr/lib/aarch64-linux-gnu/libvulkan.so.1"];
const there = existsSync(DRIVER) && LOADER.some((path) => existsSync(path));

test.skipIf(!there)(
  "WebGPU, the CPU and WebAssembly give the same embeddings (skipped without Chromium's software Vulkan)",
  async () => {
    process.env.VK_ICD_FILENAMES = DRIVER;
    process.env.VK_DRIVER_FILES = DRIVER;
    const { network } = await loadBuiltInEmbedder();
    const input = new Float32Array(BATCH * network.inputLength).map((_, index) => Math.sin(index * 0.013));
    const embeddings = async (backend: Backend): Promise<Float32Array> => {
      await backend.loadModel(network);
      const output = (await backend.embed(input.slice())).slice();
      await backend.close();
      return output;
    };
    const expected = await embeddings(await openOnnx("cpu", 1));
    for (const backend of [await openOnnx("webgpu", 1), await openTensorflowWasm()]) {
      const output = await embeddings(backend);
      expect(output).toHaveLength(expected.length);
      expect(Math.max(...output.map((value, index) => Math.abs(value - expected[index]!)))).toBeLessThan(1e-4);
    }
  },
  120_000,
);

test.skipIf(!there)(
  "a user's model gives on WebGPU what its formula says (skipped without Chromium's software Vulkan)",
  async () => {
    process.env.VK_ICD_FILENAMES = DRIVER;
    process.env.VK_DRIVER_FILES = DRIVER;
    const backend = await openOnnx("webgpu", 1);
    const { layout, dimension } = await backend.loadUserModel(onnxFile(meansModel()), {});
    const input = new Float32Array(BATCH * 3 * SIDE * SIDE);
    input.set(images(9, layout));
    const output = await backend.embed(input, 9);
    await backend.close();
    for (const [row, values] of expectedRows(9).entries())
      for (const [k, value] of values.entries())
        expect(Math.abs(output[row * dimension + k]! - value)).toBeLessThan(1e-4);
  },
  120_000,
);
