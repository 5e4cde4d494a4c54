/** The page works without this script; with it, the report can be explored. */
import "./style.css";
import { startCharts } from "./charts-view.ts";
import { startExports } from "./exports.ts";
import { startFolded } from "./folded.ts";
import { startGroups } from "./groups-view.ts";
import { startLightbox } from "./lightbox.ts";
import { startMap } from "./map-view.ts";
import { startRegroup } from "./regroup-view.ts";
import { loadAnalysis } from "./report-data.ts";
import { startRuns } from "./run-view.ts";
import { startRunPages } from "./runs-view.ts";

const startReport = async (): Promise<void> => {
  await loadAnalysis();
  const groups = startGroups();
  startRegroup(groups);
  startMap(groups);
  startExports();
  const follow = (): void => {
    const id = linkedGroup(location.hash);
    if (id !== null) groups?.open(id);
  };
  addEventListener("hashchange", follow);
  follow();
};

/** `#g=ID` names a group, in a mail or a bookmark. */
const linkedGroup = (hash: string): string | null => {
  const id = /^#g=(.+)$/.exec(hash)?.[1];
  try {
    return id === undefined ? null : decodeURIComponent(id);
  } catch {
    return null;
  }
};

startLightbox();
startRuns(startCharts());
startFolded();
startRunPages();
// A page of several runs holds none of them whole.
void (document.getElementById("analysis") ? startReport() : Promise.resolve()).then(() => {
  document.documentElement.dataset.ready = "";
});
