/** The page works without it; with it, pictures can be enlarged and the analysis downloaded. */
export const PAGE_SCRIPT = `
const box = document.getElementById("lightbox");
const zooms = [...document.querySelectorAll(".zoom")];
let at = -1;
const show = (index) => {
  at = (index + zooms.length) % zooms.length;
  const zoom = zooms[at];
  box.querySelector("img").src = zoom.querySelector("img").src;
  box.querySelector("img").alt = zoom.querySelector("img").alt;
  box.querySelector("p").textContent = zoom.dataset.caption;
  if (!box.open) box.showModal();
};
zooms.forEach((zoom, index) => zoom.addEventListener("click", () => show(index)));
box.addEventListener("keydown", (event) => {
  if (event.key === "ArrowRight") show(at + 1);
  if (event.key === "ArrowLeft") show(at - 1);
});
box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
box.addEventListener("close", () => zooms[at]?.focus());
const download = document.getElementById("download");
download.hidden = false;
download.addEventListener("click", () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([document.getElementById("analysis").textContent], { type: "application/json" }));
  link.download = "analysis.json";
  link.click();
  URL.revokeObjectURL(link.href);
});
`;
