/** What can be taken out of the page: paths, the groups as CSV, the Analysis. */
import { renderGroupsCsv } from "../csv/groups-csv.ts";
import { closest, one } from "./dom.ts";
import { spriteSource } from "./pixels.ts";
import { analysis, readAnalysis } from "./report-data.ts";

export const copyText = async (text: string, button: HTMLElement): Promise<void> => {
  const words = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    // Browsers that refuse the clipboard to a file still copy a selection.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    button.textContent = document.execCommand("copy") ? "Copied" : "Could not copy";
    area.remove();
  }
  setTimeout(() => {
    button.textContent = words;
  }, 1500);
};

/** With the pictures, which stand only once in the page. */
const wholeAnalysis = async (): Promise<string> => {
  const whole = await readAnalysis();
  const probe = document.createElement("i");
  document.body.append(probe);
  whole.checkpoints.forEach(({ sprites = [] }, checkpoint) => {
    sprites.forEach((sprite, index) => {
      probe.className = `s${checkpoint}-${index}`;
      sprite.image = spriteSource(probe) ?? "";
    });
  });
  probe.remove();
  return `${JSON.stringify(whole, null, 2)}\n`;
};

const save = (text: string, name: string, type: string): void => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

export const startExports = (): void => {
  const bar = one("#exports");
  if (!bar) return;
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const kind = closest(event, "[data-export]")?.dataset.export;
    if (kind === "json") void wholeAnalysis().then((text) => save(text, "analysis.json", "application/json"));
    if (kind === "csv") save(renderGroupsCsv(analysis), "groups.csv", "text/csv");
  });
};
