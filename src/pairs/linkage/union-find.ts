/** Disjoint sets over 0..n-1 with path halving; the smallest member represents a set, so the order of unions changes nothing. */
export class UnionFind {
  /** What each member points at on its way to the one that represents its set; to be read only. */
  readonly parents: Uint32Array;

  /** @param parents where to keep them, n of any value */
  constructor(n: number, parents = new Uint32Array(n)) {
    this.parents = parents;
    for (let member = 0; member < n; member++) parents[member] = member;
  }

  find(member: number): number {
    const { parents } = this;
    let node = member;
    while (parents[node] !== node) {
      parents[node] = parents[parents[node]!]!;
      node = parents[node]!;
    }
    return node;
  }

  /** Has a member point straight at the one that represents its set. @returns that one */
  settle(member: number): number {
    const root = this.find(member);
    this.parents[member] = root;
    return root;
  }

  /** @returns whether they were apart */
  union(first: number, second: number): boolean {
    const a = this.find(first);
    const b = this.find(second);
    if (a < b) this.parents[b] = a;
    else if (b < a) this.parents[a] = b;
    return a !== b;
  }

  /** Of each member the smallest of its set. */
  roots(): Uint32Array {
    return this.parents.map((_, member) => this.find(member));
  }

  /** The members of every set of two or more, ascending. */
  groups(): number[][] {
    return membersBy(this.roots());
  }
}

/** The indices that share a label, where two or more do; ascending, in order of the first. @param labels below their number */
export const membersBy = (labels: Uint32Array): number[][] => {
  const sizes = new Uint32Array(labels.length);
  for (const label of labels) sizes[label]!++;
  const members = new Map<number, number[]>();
  labels.forEach((label, index) => {
    if (sizes[label]! < 2) return;
    const known = members.get(label);
    if (known) known.push(index);
    else members.set(label, [index]);
  });
  return [...members.values()];
};
