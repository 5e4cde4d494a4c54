/** Disjoint sets over 0..n-1 with path halving; the smallest member represents a set, so the order of unions changes nothing. */
import { groupedBy } from "../../kit/grouped-by.ts";

export class UnionFind {
  readonly #parent: Uint32Array;

  constructor(n: number) {
    this.#parent = Uint32Array.from({ length: n }, (_, index) => index);
  }

  find(member: number): number {
    const parent = this.#parent;
    let node = member;
    while (parent[node] !== node) {
      parent[node] = parent[parent[node]!]!;
      node = parent[node]!;
    }
    return node;
  }

  union(first: number, second: number): void {
    const a = this.find(first);
    const b = this.find(second);
    if (a < b) this.#parent[b] = a;
    else if (b < a) this.#parent[a] = b;
  }

  /** The members of every set of two or more, ascending. */
  groups(): number[][] {
    return membersBy(Uint32Array.from(this.#parent, (_, member) => this.find(member)));
  }
}

/** The indices that share a label, where two or more do; ascending, in order of the first. */
export const membersBy = (labels: Uint32Array): number[][] =>
  [...groupedBy([...labels.keys()], (index) => labels[index]!).values()].filter(({ length }) => length > 1);
