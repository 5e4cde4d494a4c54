/** The page works without this script; with it, the report can be explored. */
import "./style.css";
import { startExports } from "./exports.ts";
import { startGroups } from "./groups-view.ts";
import { startLightbox } from "./lightbox.ts";
import { startMap } from "./map-view.ts";
import { startRegroup } from "./regroup-view.ts";
import { startRun } from "./run-view.ts";

const groups = startGroups();
startLightbox();
startRun();
startRegroup(groups);
startMap(groups);
startExports();

/** `#g=ID` names a group, in a mail or a bookmark. */
const follow = (): void => {
  const id = /^#g=(.+)$/.exec(location.hash)?.[1];
  if (id !== undefined && groups) groups.open(safeDecode(id));
};
const safeDecode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
addEventListener("hashchange", follow);
follow();
