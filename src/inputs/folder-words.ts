/** What the words of folders say: which run it is, which of its series, or only what there is to see. */
import { withoutEnding } from "./containers/kinds.ts";

/** Parts of names and folders that tell series apart, the ones that say most about the run first. */
export const KINDS: readonly RegExp[] = [
  /^(?:ema|g_?ema|avg|averaged?|moving|smoothed|shadow)$/i,
  /^(?:raw|random|rand|varied|varying|free|online|train|training)$/i,
  /^(?:fixed|static|const|constant|val|valid|validation|test|eval|evaluation)$/i,
];
/** Words of folders that every run may have: what the pictures are, what else there is to see, and how they are ordered. */
const ROLES = [
  "samples?|images?|imgs?|pics?|pictures?|fakes?|gen|generated|outputs?|out|results?|previews?|progress|grids?|sheets?|media|web",
  "visuals?|vis|viz|figures?|figs?|plots?|charts?|loss|losses|curves?|metrics?|scores?|hist|histograms?",
  "attention|heatmaps?|embeddings?|tsne|umap|pca|checkpoints?|ckpts?|snapshots?|logs?",
  "default|by|per|every|epochs?|steps?|iters?|iterations?|kimg",
];
const ROLE = new RegExp(`^(?:${ROLES.join("|")})$`, "i");

export const wordsOf = (text: string): string[] => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");

/** Without what tells series of one run apart. */
export const plainWords = (text: string): string =>
  text
    .split("/")
    .map((part) =>
      wordsOf(part)
        .filter((word) => !KINDS.some((kind) => kind.test(word)))
        .join(" "),
    )
    .join("/");

/** Of one folder or archive, what tells its run. */
export const ownWords = (part: string): string =>
  plainWords(withoutEnding(part))
    .split(" ")
    .filter((word) => word !== "" && !ROLE.test(word))
    .join(" ");

/** The same for folders of one run. */
export const runWords = (folder: string): string =>
  folder
    .split("/")
    .map(ownWords)
    .filter((words) => words !== "")
    .join("/");
