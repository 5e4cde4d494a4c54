/** Says of every time on the page how long ago it is, by the clock of the server. */
import { ago } from "../../dashboard/parts.ts";
import { all, one } from "../dom.ts";

const PAUSE = 1000;

/** @returns says it again, for what has just come */
export const startAges = (): (() => void) => {
  const ahead = Date.now() - Date.parse(one("#said")!.dataset.now!);
  const tell = (): void => {
    for (const time of all<HTMLTimeElement>("time")) {
      const words = ago(Math.max(0, Date.now() - ahead - Date.parse(time.dateTime)));
      if (time.textContent !== words) time.textContent = words;
    }
  };
  setInterval(tell, PAUSE);
  tell();
  return tell;
};
