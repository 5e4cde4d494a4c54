/** Lanes run what is built, whatever the tests import: it is built from the sources before they begin. */
import { execFileSync } from "node:child_process";

export default (): void => {
  execFileSync("npm", ["run", "--silent", "build:lanes"], { stdio: "inherit" });
};
