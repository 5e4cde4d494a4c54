/** One evaluation set through the tool's own path: decode, embed, group; then compared with its truth. */
import { type Backend, EVERY_VALUE } from "../src/compute/backend.ts";
import type { Embedder } from "../src/embed/embedder.ts";
import { findGroups } from "../src/pairs/groups.ts";
import { runPairPass } from "../src/pairs/pair-pass.ts";
import { PictureFile } from "../src/pixels/picture-file.ts";
import { embedCheckpoint } from "../src/run/embed-checkpoint.ts";
import { Stages } from "../src/run/stages.ts";
import { adjustedRand, f1At, falseAt, pairScores } from "./pair-scores.ts";
import type { TruthSet } from "./truth.ts";

export interface SetScores {
  name: string;
  kind: TruthSet["kind"];
  auc: number | null;
  averagePrecision: number | null;
  bestF1: number | null;
  /** At the threshold. */
  f1: number | null;
  ari: number | null;
  /** Pairs of different images at or above the threshold / such pairs. */
  falsePairShare: number;
  /** Largest group / images, in sets without near-duplicates only. */
  falseGroupShare: number | null;
}

export interface EmbeddedSet {
  truth: TruthSet;
  /** images x dimension, in the order of the truth. */
  vectors: Float32Array;
  /** Similarities of the clear pairs within and between clusters. */
  same: Float32Array;
  different: Float32Array;
}

export const embedSet = async (
  truth: TruthSet,
  embedder: Embedder,
  backend: Backend,
  threads: number,
): Promise<EmbeddedSet> => {
  const { dimension } = embedder;
  const images = truth.images.map(({ file }) => ({ member: file, source: new PictureFile(file), box: null }));
  const source = { step: null, label: truth.name, source: truth.name, images };
  const { images: embedded, skipped } = await embedCheckpoint(source, {
    embedder,
    backend,
    cache: null,
    threads,
    stages: new Stages(),
  });
  if (skipped[0]) throw new Error(`${skipped[0].path} ${skipped[0].reason}`);
  const rows = new Map(truth.images.map(({ file }, row) => [file, row]));
  const vectors = new Float32Array(images.length * dimension);
  for (const { member, embedding } of embedded) vectors.set(embedding, rows.get(member)! * dimension);
  return { truth, vectors, ...(await clearPairs(truth, vectors, dimension, backend)) };
};

const clearPairs = async (truth: TruthSet, vectors: Float32Array, dimension: number, backend: Backend) => {
  const n = truth.images.length;
  const same: number[] = [];
  const different: number[] = [];
  const whole = { rowStart: 0, rowEnd: n, columnStart: 0, columnEnd: n };
  const rows = { values: vectors, dimension };
  for await (const { sample } of backend.reduceTiles(rows, rows, [whole], EVERY_VALUE))
    for (let row = 0; row < n; row++)
      for (let column = row + 1; column < n; column++) {
        const [a, b] = [truth.images[row]!, truth.images[column]!];
        if (a.ambiguous || b.ambiguous) continue;
        (a.cluster === b.cluster ? same : different).push(sample![row * n + column]!);
      }
  return { same: Float32Array.from(same), different: Float32Array.from(different) };
};

export const scoreSet = async (
  { truth, vectors, same, different }: EmbeddedSet,
  dimension: number,
  threshold: number,
  backend: Backend,
): Promise<SetScores> => {
  const pairs = await runPairPass({ values: vectors, dimension }, threshold, backend);
  const { groups } = await findGroups({ values: vectors, dimension }, pairs, backend);
  const labels = truth.images.map((_, index) => -1 - index);
  groups.forEach(({ members }, group) => {
    for (const member of members) labels[member] = group;
  });
  const clear = truth.images.flatMap(({ ambiguous }, index) => (ambiguous ? [] : [index]));
  const distinct = truth.kind === "healthy" || truth.kind === "hardneg";
  const ranked = pairScores(same, different);
  return {
    name: truth.name,
    kind: truth.kind,
    auc: ranked?.auc ?? null,
    averagePrecision: ranked?.averagePrecision ?? null,
    bestF1: ranked?.bestF1 ?? null,
    f1: f1At(same, different, threshold),
    ari: distinct
      ? null
      : adjustedRand(
          clear.map((index) => truth.images[index]!.cluster),
          clear.map((index) => labels[index]!),
        ),
    falsePairShare: different.length === 0 ? 0 : falseAt(different, threshold) / different.length,
    falseGroupShare: distinct ? (groups[0]?.members.length ?? 1) / truth.images.length : null,
  };
};
