/** The built server as a child, on a free port. */
import { type Started, started } from "./started.ts";

const PATIENCE = 60_000;

export interface Serving extends Started {
  /** With a slash at its end. */
  url: string;
}

/** Waits for the line that says where it listens, on either stream. @param args of the command */
export const serving = async (args: readonly string[], env: Record<string, string> = {}): Promise<Serving> => {
  const server = started(args, { env });
  for (const end = Date.now() + PATIENCE; ; ) {
    const said = server.output() + server.errors();
    const [, url] = /(http:\S+\/)\n/.exec(said) ?? [];
    if (url) return { ...server, url };
    if (server.child.exitCode !== null || Date.now() > end) throw new Error(`it does not listen: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
