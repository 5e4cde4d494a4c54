export { rasterize } from "../../pixels/drawn-picture.ts";
