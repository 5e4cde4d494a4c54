/** The report of a run in a frame. A newer one is loaded out of sight, brought to the place of the reader, and only then shown instead. */
import { all, one } from "../dom.ts";
import { placeIn, restore, type Untouched, untouched } from "./place.ts";

/** Milliseconds. */
const LOOK = 50;
const LONGEST_LOADING = 30_000;
/** After a key, a touch or a wheel: a page that changes under the hand is no help. */
const STILL = 600;
/** Selected text waits to be copied, and not for ever. */
const LONGEST_SELECTED = 20_000;
const RETRY = 2000;

const HANDS = ["pointerdown", "pointermove", "pointerup", "pointercancel", "wheel", "keydown", "scroll"] as const;

export class ReportFrames {
  readonly #place: HTMLElement;
  #shown: HTMLIFrameElement | null;
  #before: Untouched = new Map();
  /** When the reader did something in the report last. */
  #touched = 0;
  #isPressed = false;
  #isLoading = false;
  #isOld = false;

  /** @param place holds the frame, or will */
  constructor(place: HTMLElement) {
    this.#place = place;
    this.#shown = one<HTMLIFrameElement>("iframe", place);
    if (this.#shown) void this.#adopt(this.#shown);
    addEventListener("hashchange", () => this.#follow());
    document.addEventListener("visibilitychange", () => void this.#catchUp());
  }

  /** There is a newer report. */
  renew(): void {
    this.#isOld = true;
    void this.#catchUp();
  }

  /** One at a time; nobody sees what is loaded into a tab that is hidden. */
  async #catchUp(): Promise<void> {
    if (this.#isLoading || !this.#isOld || document.hidden) return;
    this.#isLoading = true;
    this.#isOld = false;
    const isThere = await this.#load();
    this.#isLoading = false;
    if (!isThere) {
      this.#isOld = true;
      await sleep(RETRY);
    }
    void this.#catchUp();
  }

  async #load(): Promise<boolean> {
    const frame = document.createElement("iframe");
    frame.title = "Report of the run";
    frame.className = "coming";
    frame.tabIndex = -1;
    frame.setAttribute("aria-hidden", "true");
    frame.src = `${this.#place.dataset.address!}${this.#hash()}`;
    this.#place.append(frame);
    const page = await readyPage(frame);
    if (!page) {
      frame.remove();
      return false;
    }
    await this.#stillness();
    const before = untouched(page);
    const old = this.#shown;
    const oldPage = old && pageOf(old);
    const hadFocus = old !== null && document.activeElement === old;
    if (oldPage) restore(page, placeIn(oldPage, this.#before));
    this.#show(frame, page, before);
    if (hadFocus) frame.contentWindow?.focus();
    old?.remove();
    return true;
  }

  async #adopt(frame: HTMLIFrameElement): Promise<void> {
    const page = await readyPage(frame);
    // A newer one may have been quicker.
    if (!page || this.#shown !== frame) return;
    this.#show(frame, page, untouched(page));
    this.#follow();
  }

  #show(frame: HTMLIFrameElement, page: Document, before: Untouched): void {
    this.#shown = frame;
    this.#before = before;
    frame.classList.remove("coming");
    frame.removeAttribute("aria-hidden");
    frame.removeAttribute("tabindex");
    for (const hand of HANDS)
      page.addEventListener(
        hand,
        () => {
          this.#touched = performance.now();
          if (hand === "pointerdown") this.#isPressed = true;
          if (hand === "pointerup" || hand === "pointercancel") this.#isPressed = false;
        },
        { capture: true, passive: true },
      );
    page.defaultView!.addEventListener("hashchange", () =>
      history.replaceState(null, "", page.defaultView!.location.hash || location.pathname),
    );
  }

  /** Goes where the address of this page says. */
  #follow(): void {
    const view = this.#shown?.contentWindow;
    if (!view || location.hash === "" || view.location.hash === location.hash) return;
    // By itself the hash would be read as one of this page.
    view.location.replace(new URL(location.hash, view.location.href).href);
  }

  #hash(): string {
    return this.#shown?.contentWindow?.location.hash || location.hash;
  }

  /** Waits until the reader rests. */
  async #stillness(): Promise<void> {
    const began = performance.now();
    while (this.#isBusy(performance.now() - began)) await sleep(LOOK);
  }

  #isBusy(waited: number): boolean {
    const page = this.#shown && pageOf(this.#shown);
    if (!page) return false;
    const isSelected = page.getSelection()?.isCollapsed === false && waited < LONGEST_SELECTED;
    return (
      performance.now() - this.#touched < STILL ||
      (this.#isPressed && waited < LONGEST_SELECTED) ||
      isSelected ||
      all<HTMLDialogElement>("dialog", page).some(({ open }) => open)
    );
  }
}

/** Null while there is a page of the browser's own, which says that nothing could be loaded. */
const pageOf = (frame: HTMLIFrameElement): Document | null => {
  try {
    return frame.contentDocument;
  } catch {
    return null;
  }
};

/** Null where no report came. */
const readyPage = async (frame: HTMLIFrameElement): Promise<Document | null> => {
  const began = performance.now();
  let loaded: number | null = null;
  frame.addEventListener("load", () => {
    loaded = performance.now();
  });
  for (;;) {
    const page = pageOf(frame);
    if (page?.documentElement?.dataset.ready !== undefined) return page;
    const now = performance.now();
    if (now - began > LONGEST_LOADING || (loaded !== null && now - loaded > RETRY && !isReport(page))) return null;
    await sleep(LOOK);
  }
};

/** Not an error of the server. */
const isReport = (page: Document | null): boolean => page?.getElementById("analysis") != null;

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
