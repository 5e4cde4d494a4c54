/** Which class each image belongs to: by folder, or by a CSV file with the columns path and class. */
import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { InputError } from "../errors.ts";
import { assertRegularFile } from "../kit/file-kind.ts";
import type { ImageFile } from "../pixels/decode.ts";

/** null for an image without a class. */
export type ClassOf = (image: ImageFile) => string | null;

/** The folder a picture lies in names its class; null for a picture in none. @param path relative to the input root */
export const classOfFolder = (path: string): string | null => (dirname(path) === "." ? null : basename(dirname(path)));

/** The value of --classes that means sub-folders. */
export const FOLDERS = "folders";
const LARGEST_FILE = 2 ** 28;
const PATH_NAMES = /^(?:path|file|file_?name|image|image_?path)$/i;
const CLASS_NAMES = /^(?:class|label|category|class_?name|target)$/i;

/**
 * @param classes FOLDERS, or the path of a CSV file. Its paths are relative to the file or to the input root; a tile is
 *   `path#row,column`, and a row for the whole sheet is the class of all its tiles
 * @throws InputError when the file is no such table
 */
export const readClassLabels = async (classes: string): Promise<ClassOf> => {
  if (classes === FOLDERS) return ({ member, label }) => label ?? classOfFolder(member);
  const rows = await parseLabels(await readTable(classes), classes);
  const byName = new Map(rows);
  const byFile = new Map(rows.map(([path, name]) => [resolve(dirname(classes), path), name]));
  return ({ member, source: { path = "" } }) => {
    const tile = member.includes("#") ? member.slice(member.lastIndexOf("#")) : "";
    const sheet = tile === "" ? member : member.slice(0, -tile.length);
    return byName.get(member) ?? byFile.get(path + tile) ?? byName.get(sheet) ?? byFile.get(path) ?? null;
  };
};

const readTable = async (path: string): Promise<string> => {
  const fail = (reason: string, cause?: unknown): never => {
    throw new InputError(
      "CLASSES",
      `Expected "${FOLDERS}" or a CSV file for --classes but ${path} ${reason}. Next: give --classes ${FOLDERS} when every class has a folder, or a file with the columns path and class.`,
      { cause },
    );
  };
  const info = await assertRegularFile(path).catch((error: Error) => fail(`can not be read: ${error.message}`, error));
  if (info.size > LARGEST_FILE) return fail(`is larger than ${LARGEST_FILE / 2 ** 20} MB`);
  return readFile(path, "utf8");
};

const parseLabels = async (text: string, source: string): Promise<[path: string, name: string][]> => {
  const { CsvError, parse } = await import("csv-parse/sync");
  let records: string[][];
  try {
    records = parse(text, { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new InputError("CLASSES", `Expected a CSV file at ${source} but: ${error.message}. Next: check its quotes.`, {
      cause: error,
    });
  }
  const header = records[0] ?? [];
  const pathColumn = header.findIndex((name) => PATH_NAMES.test(name));
  const classColumn = header.findIndex((name) => CLASS_NAMES.test(name));
  if (pathColumn === -1 || classColumn === -1)
    throw new InputError(
      "CLASSES",
      `Expected the columns path and class in the first line of ${source} but found ${JSON.stringify(header.slice(0, 8))}. Next: name the columns.`,
    );
  return records.slice(1).flatMap((record): [string, string][] => {
    const [path, name] = [record[pathColumn], record[classColumn]];
    return path && name ? [[path, name]] : [];
  });
};
