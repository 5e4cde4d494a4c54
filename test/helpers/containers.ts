/** Containers of pictures, written by other code than the readers under test: yazl, tar, or bytes as the format says. */
import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import yazl from "yazl";

/** A .npy file of version 1, header padded to a multiple of 64 bytes as NumPy does. */
export const npy = (type: string, shape: readonly number[], data: Uint8Array): Buffer => {
  const dictionary = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(", ")}${shape.length === 1 ? "," : ""}), }`;
  const padded = `${dictionary.padEnd(Math.ceil((dictionary.length + 11) / 64) * 64 - 11)}\n`;
  const head = Buffer.alloc(10);
  head.write("\x93NUMPY\x01\x00", "latin1");
  head.writeUInt16LE(padded.length, 8);
  return Buffer.concat([head, Buffer.from(padded, "latin1"), data]);
};

export const zip = async (
  path: string,
  members: Readonly<Record<string, Buffer>>,
  compress: boolean,
): Promise<string> => {
  const file = new yazl.ZipFile();
  for (const [name, bytes] of Object.entries(members)) file.addBuffer(bytes, name, { compress });
  file.end();
  await pipeline(file.outputStream, createWriteStream(path));
  return path;
};

/** POSIX ustar, written by hand: a header of 512 bytes with octal numbers, the bytes, and zeros up to a multiple of 512. */
export const tar = (members: readonly (readonly [name: string, bytes: Buffer])[]): Buffer =>
  Buffer.concat([
    ...members.flatMap(([name, bytes]) => {
      const header = Buffer.alloc(512);
      header.write(name, 0, 100);
      header.write("0000644\0", 100);
      header.write(`${bytes.length.toString(8).padStart(11, "0")}\0`, 124);
      header.write("00000000000\0", 136);
      header.fill(" ", 148, 156);
      header.write("0", 156);
      header.write("ustar\x0000", 257);
      const sum = header.reduce((total, byte) => total + byte, 0);
      header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
      return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
    }),
    Buffer.alloc(1024),
  ]);

export const writeTo = async (path: string, bytes: Uint8Array): Promise<string> => {
  await writeFile(path, bytes);
  return path;
};
