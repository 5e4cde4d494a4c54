/** What `--device` can ask for. A file of its own, so that reading a command line loads no runtime. */
export const DEVICES = ["auto", "cpu", "cuda", "webgpu", "directml", "coreml", "tfjs"] as const;
export type Device = (typeof DEVICES)[number];
