/** Why nothing lies at a path as it was written, where its form tells it. */

/** What to do instead, to stand behind "Next: "; null where the path looks like one. */
export const pathHint = (path: string, platform: NodeJS.Platform = process.platform): string | null => {
  if (/^file:\/\//i.test(path)) return "give the path alone, without file://";
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(path))
    return "this is an address and nothing is fetched: download it, then give its path here";
  if (/^~[^/\\]*(?:[/\\]|$)/.test(path))
    return platform === "win32"
      ? "this system does not know ~: write the whole path"
      : 'a shell leaves ~ as it is inside quotes: write "$HOME/..." or leave ~ outside of them';
  if (platform === "win32") return null;
  const [, drive = "", rest = ""] = /^([a-z]):[/\\](.*)$/is.exec(path) ?? [];
  if (drive !== "")
    return `this is a path of Windows: here it may be /mnt/${drive.toLowerCase()}/${withSlashes(rest)}, as WSL calls it`;
  if (/\\[ ()[\]'"&]/.test(path)) return "inside quotes nothing needs a back slash: leave it out";
  return path.includes("\\") ? `back slashes part no folders here: write ${withSlashes(path)}` : null;
};

const withSlashes = (path: string): string => path.replace(/\\+/g, "/");
