/** Pictures large: one, two side by side, one wiped over the other, or their difference; by mouse and by keyboard. */
import { all, closest, fill, one } from "./dom.ts";
import { drawDifference, sourceOf } from "./pixels.ts";

const MODES = ["single", "side", "wipe", "difference"] as const;
type Mode = (typeof MODES)[number];

const MARKUP = `<div class="lb-bar" role="toolbar" aria-label="View">
<button type="button" data-mode="single" aria-pressed="true">One</button>
<button type="button" data-mode="side">Side by side</button>
<button type="button" data-mode="wipe">Slider</button>
<button type="button" data-mode="difference">Difference</button>
<button type="button" data-do="swap">Swap</button>
<button type="button" data-do="pin">Compare with this</button>
<span class="lb-count"></span>
<button type="button" data-do="close">Close</button>
</div>
<div class="lb-stage"></div>
<label class="lb-wipe" hidden>Wipe <input type="range" min="0" max="100" value="50"></label>
<p class="lb-names" aria-live="polite"></p>
<p class="quiet">← and → move, 1 to 4 change the view, S swaps, C compares with this picture, Escape closes.</p>`;

/** Pictures that belong together can be stepped through. */
const SETS = ".mosaic, .film, .before-after, .twin";

export const startLightbox = (): void => {
  const box = document.createElement("dialog");
  box.id = "lightbox";
  box.setAttribute("aria-label", "Enlarged pictures");
  fill(box, MARKUP);
  document.body.append(box);
  const stage = one(".lb-stage", box)!;
  const wipe = one<HTMLInputElement>(".lb-wipe input", box)!;
  let set: HTMLElement[] = [];
  let at = 0;
  let other = 0;
  let mode: Mode = "single";
  /** Differences are drawn later than asked for; only the last one counts. */
  let turn = 0;

  const name = (index: number) => {
    const picture = set[index]!.firstElementChild!;
    return picture.getAttribute("aria-label") ?? picture.getAttribute("alt") ?? "";
  };
  const large = (index: number): HTMLElement => {
    const figure = document.createElement("div");
    figure.className = "lb-picture";
    figure.append(set[index]!.firstElementChild!.cloneNode(true));
    return figure;
  };
  const show = (): void => {
    const two = mode !== "single";
    if (two && other === at) other = at === 0 ? 1 : 0;
    const current = ++turn;
    if (mode === "difference") {
      const canvas = document.createElement("canvas");
      canvas.className = "lb-picture";
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", `Difference of ${name(at)} and ${name(other)}`);
      void Promise.all([at, other].map((index) => sourceOf(set[index]!.firstElementChild as HTMLElement))).then(
        ([first, second]) => {
          if (current === turn && first && second) drawDifference(canvas, first, second);
        },
      );
      stage.replaceChildren(canvas);
    } else stage.replaceChildren(large(at), ...(two ? [large(other)] : []));
    stage.className = `lb-stage ${mode}`;
    wipe.parentElement!.hidden = mode !== "wipe";
    stage.style.setProperty("--wipe", `${wipe.value}%`);
    one(".lb-names", box)!.textContent = two ? `${name(at)}  |  ${name(other)}` : name(at);
    one(".lb-count", box)!.textContent = `${at + 1} of ${set.length}`;
    for (const button of all("[data-mode]", box))
      button.setAttribute("aria-pressed", `${button.dataset.mode === mode}`);
    for (const button of all<HTMLButtonElement>('[data-do="swap"], [data-mode]:not([data-mode="single"])', box))
      button.disabled = set.length < 2 || (button.dataset.do === "swap" && !two);
  };
  const actions: Record<string, () => void> = {
    swap: () => {
      if (mode !== "single") [at, other] = [other, at];
    },
    pin: () => {
      other = at;
      if (mode === "single" && set.length > 1) mode = "side";
      if (set.length > 1) at = (at + 1) % set.length;
    },
    close: () => box.close(),
  };
  const change = (next: Mode | undefined) => {
    if (next && (next === "single" || set.length > 1)) mode = next;
  };

  document.addEventListener("click", (event) => {
    const zoom = closest(event, ".zoom");
    if (!zoom) return;
    const parent = zoom.closest<HTMLElement>(SETS);
    set = parent ? all(".zoom", parent) : [zoom];
    at = set.indexOf(zoom);
    other = at === 0 ? Math.min(1, set.length - 1) : 0;
    if (set.length < 2) mode = "single";
    show();
    box.showModal();
  });
  box.addEventListener("click", (event) => {
    if (event.target === box) box.close();
    const button = closest(event, "button");
    if (!button) return;
    change(MODES.find((one) => one === button.dataset.mode));
    actions[button.dataset.do ?? ""]?.();
    if (box.open) show();
  });
  box.addEventListener("keydown", (event) => {
    if (event.target === wipe && event.key.startsWith("Arrow")) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowRight") at = (at + 1) % set.length;
    else if (event.key === "ArrowLeft") at = (at - 1 + set.length) % set.length;
    else if (event.key === "s") actions.swap!();
    else if (event.key === "c") actions.pin!();
    else if (/^[1-4]$/.test(event.key)) change(MODES[Number(event.key) - 1]);
    else return;
    event.preventDefault();
    show();
  });
  wipe.addEventListener("input", () => stage.style.setProperty("--wipe", `${wipe.value}%`));
  box.addEventListener("close", () => set[at]?.focus());
};
