/** An embedder: the network, and how its similarities are to be read. */
import type { Threshold } from "../analysis.ts";
import type { Network } from "../compute/network.ts";

export interface Embedder {
  network: Network;
  /** Values of the embedding, from the first on, that come from lightness alone; the others see colour too. */
  structure: number;
  /** Cosine similarity from which two images count as near-duplicates. */
  threshold: Threshold;
}
