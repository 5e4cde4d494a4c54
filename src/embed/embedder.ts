/** An embedder: the network, and how its similarities are to be read. */
import type { Threshold } from "../analysis.ts";
import type { Network } from "../compute/network.ts";

export interface Embedder {
  network: Network;
  /** Cosine similarity from which two images count as near-duplicates. */
  threshold: Threshold;
}
