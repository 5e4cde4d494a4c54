/** Allows so many requests a second, and some at once, to each address. */
export interface Rate {
  perSecond: number;
  atOnce: number;
}

interface Bucket {
  left: number;
  at: number;
}

/** Addresses that are remembered. */
const MOST_ADDRESSES = 10_000;

export class RateLimit {
  readonly #perSecond: number;
  readonly #atOnce: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  /** @param now milliseconds */
  constructor({ perSecond, atOnce }: Rate, now: () => number = () => performance.now()) {
    this.#perSecond = perSecond;
    this.#atOnce = atOnce;
    this.#now = now;
  }

  /** @returns seconds to wait; 0 where the request is allowed, and counted */
  take(address: string): number {
    const now = this.#now();
    const bucket = this.#buckets.get(address) ?? { left: this.#atOnce, at: now };
    const left = Math.min(this.#atOnce, bucket.left + ((now - bucket.at) / 1000) * this.#perSecond);
    const isAllowed = left >= 1;
    this.#buckets.delete(address);
    this.#buckets.set(address, { left: isAllowed ? left - 1 : left, at: now });
    // The one that was seen the longest ago comes first.
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > MOST_ADDRESSES && oldest !== undefined) this.#buckets.delete(oldest);
    return isAllowed ? 0 : (1 - left) / this.#perSecond;
  }
}
