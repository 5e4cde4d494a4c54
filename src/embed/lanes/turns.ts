import { collectGarbage } from "../../pixels/collect-garbage.ts";

/** Large pictures are decoded one at a time, whatever lane decodes them. */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /** For one job, which takes it once at a time; giving back what was not taken does nothing. */
  forOne(): { take(): Promise<void>; give(): void } {
    let give: (() => void) | null = null;
    return {
      take: async () => {
        const before = this.#last;
        this.#last = new Promise((resolve) => {
          give = resolve;
        });
        await before;
        collectGarbage();
      },
      give: () => {
        give?.();
        give = null;
      },
    };
  }
}
