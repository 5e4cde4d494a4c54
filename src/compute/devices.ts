/** What `--device` can ask for. Apart from select.ts so that reading a command line loads no runtime. */
export const DEVICES = ["auto", "cpu", "cuda", "webgpu", "directml", "coreml", "tfjs"] as const;
export type Device = (typeof DEVICES)[number];
