/** What `--model` means: a file or folder of the user's, or a preset that is fetched once and kept. */
import { access, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { modelError } from "../../compute/model-io.ts";
import { readingReason } from "../../kit/file-kind.ts";
import { pathHint } from "../../kit/path-hint.ts";
import { fetchFile, sha256 } from "./fetch-file.ts";
import { PRESET_NAMES, type Preset } from "./presets.ts";

export interface FetchOptions {
  /** Where fetched models are kept. */
  folder: string;
  /** Never use the network. */
  offline: boolean;
  onBytes?: (done: number, total: number) => void;
}

/** @throws InputError when nothing lies where the name of no preset leads to */
export const assertModelThere = async (name: string): Promise<void> => {
  await stat(name).catch((cause: NodeJS.ErrnoException) => {
    const next = `give the path of an .onnx file, of a TensorFlow.js model.json or its folder, or one of the presets ${PRESET_NAMES.join(", ")} (docs/models.md)`;
    throw modelError(
      `Expected a model at ${name} but it can not be read: ${readingReason(cause)}. Next: ${pathHint(name) ?? next}`,
      { cause },
    );
  });
};

/**
 * Path of the model, fetched and verified when it is a preset that is not there yet.
 * @param preset of that name; null when the name is the path of a user's file or folder
 * @param hub base address, without a slash at its end
 * @throws InputError when it can not be had
 */
export const locateModel = async (
  { name, preset }: { name: string; preset: Preset | null },
  { folder, offline, onBytes }: FetchOptions,
  hub = (process.env.HF_ENDPOINT || "https://huggingface.co").replace(/\/+$/, ""),
): Promise<string> => {
  if (!preset) return name;
  const path = join(folder, preset.file);
  const { source } = preset;
  const there = await access(path).then(
    () => true,
    () => false,
  );
  if (!source) {
    if (there) return path;
    throw modelError(
      `Expected the model ${name} at ${path} but it is not there, and nobody offers it as a file: ${preset.make}. Next: put it there`,
    );
  }
  if (there && (await sha256(path)) === source.sha256) return path;
  const url = `${hub}/${source.path}`;
  if (offline)
    throw modelError(
      `Expected the model ${name} at ${path} but ${there ? "the file there is damaged" : "it is not there"}, and --offline forbids fetching it. Next: run once without --offline, or put ${url} there`,
    );
  if (there) await rm(path);
  await fetchFile({ url, ...source }, path, (done) => onBytes?.(done, source.bytes));
  return path;
};
