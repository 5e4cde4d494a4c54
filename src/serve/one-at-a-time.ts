/** Work that is done one after the other; what is asked for again before its turn comes is done once for all who asked. */
export class OneAtATime {
  readonly #queue = new Map<string, () => Promise<void>>();
  readonly #promised = new Map<string, Promise<unknown>>();
  #isRunning = false;

  /** Works in line. */
  get length(): number {
    return this.#queue.size;
  }

  /**
   * @param key names the work; of equal keys that wait, the first one's work is done
   * @returns its result, of work that begins after this call
   */
  ask<T>(key: string, work: () => Promise<T>): Promise<T> {
    const known = this.#promised.get(key) as Promise<T> | undefined;
    if (known) return known;
    const promise = new Promise<T>((resolve, reject) => {
      this.#queue.set(key, () => work().then(resolve, reject));
    });
    this.#promised.set(key, promise);
    void this.#drain();
    return promise;
  }

  async #drain(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (;;) {
      const [next] = this.#queue;
      if (!next) break;
      const [key, work] = next;
      this.#queue.delete(key);
      this.#promised.delete(key);
      await work();
    }
    this.#isRunning = false;
  }
}
