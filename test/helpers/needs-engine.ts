/** npm drops ONNX Runtime in silence where its install script fails, and most tests would then fail far from the reason. */
import { createRequire } from "node:module";

export default (): void => {
  try {
    createRequire(import.meta.url).resolve("onnxruntime-node/package.json");
  } catch (cause) {
    throw new Error(
      "ONNX Runtime is not installed: older versions of npm drop it on a closed network. Next: set the environment variable ONNXRUNTIME_NODE_INSTALL=skip and run npm ci",
      { cause },
    );
  }
};
