/** A Redis of the test's own, with an append-only file, on a socket: nothing else on the machine is touched. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;

export class OwnRedis {
  readonly #folder = mkdtempSync(join(tmpdir(), "gan-diversity-redis-"));
  #child: ChildProcess | null = null;

  get url(): string {
    return `unix:${this.#socket}`;
  }

  get #socket(): string {
    return join(this.#folder, "socket");
  }

  async start(): Promise<void> {
    const files = ["--dir", this.#folder, "--appendonly", "yes", "--appendfsync", "always", "--save", ""];
    this.#child = spawn("redis-server", ["--port", "0", "--unixsocket", this.#socket, ...files], { stdio: "ignore" });
    while (!existsSync(this.#socket)) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  /** As a machine that loses its power does. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  }
}
