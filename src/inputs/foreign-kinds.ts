/** Files that hold samples in a form that is not read here: what they are, and how to make pictures of them. */
interface ForeignKind {
  pattern: RegExp;
  /** "a video" */
  what: string;
  /** What to do, as a sentence without its end. @param name of the file */
  convert: (name: string) => string;
  /** It holds nothing but pictures, so a folder's list of what was left out names it. */
  isPictures?: boolean;
}

const quoted = (name: string): string => (/^[\w.-]+$/.test(name) ? name : JSON.stringify(name));

const saveSamples = (): string => "load it where it was written and save the samples as PNG files or with numpy.savez";
const saveAs = (): string => "save it as PNG";
const unpack = (): string => "unpack it, or pack it as .zip or .tar.gz";

const KINDS: readonly ForeignKind[] = [
  {
    pattern: /\.(?:mp4|m4v|webm|mov|avi|mkv|mpe?g|ogv)$/i,
    what: "a video",
    convert: (name) => `write its frames to a folder with ffmpeg -i ${quoted(name)} frames/frame_%05d.png`,
    isPictures: true,
  },
  { pattern: /\.(?:pt|pth|ckpt|safetensors)$/i, what: "a file of PyTorch tensors", convert: saveSamples },
  { pattern: /\.(?:pkl|pickle|joblib)$/i, what: "a Python pickle, which only Python can load", convert: saveSamples },
  { pattern: /\.(?:h5|hdf5|keras|mat)$/i, what: "an HDF5 or MATLAB file", convert: saveSamples },
  { pattern: /\.(?:tfrecords?|parquet|arrow|lmdb|mdb)$/i, what: "a file of records", convert: saveSamples },
  { pattern: /\.(?:svgz?|pdf|eps|ps)$/i, what: "a drawing of lines and text", convert: saveAs },
  {
    pattern: /\.(?:heic|heif|jxl|jp2|exr|hdr|pfm|psd|ico|dds)$/i,
    what: "a picture of a kind that is not read",
    convert: saveAs,
    isPictures: true,
  },
  { pattern: /\.(?:rar|7z|gz|bz2|xz|zst)$/i, what: "an archive of a kind that is not read", convert: unpack },
];

/** undefined for any other file. */
export const foreignKind = (path: string): ForeignKind | undefined => KINDS.find(({ pattern }) => pattern.test(path));

/** "run.mp4 is a video; write its ..."; null for any other file. @param name of the file */
export const foreignText = (name: string): string | null => {
  const kind = foreignKind(name);
  return kind ? `${name} is ${kind.what}; ${kind.convert(name)}` : null;
};
