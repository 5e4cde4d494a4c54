/** Disjoint sets over 0..n-1 with path halving; the smallest member represents a set, so the order of unions changes nothing. */
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
}
