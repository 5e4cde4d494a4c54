/** BullMQ's own metrics in the format of Prometheus, by HTTP. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { UsageError } from "../errors.ts";
import type { TaskQueue } from "./connection.ts";

/** @returns where it listens, and its end @throws UsageError when it can not listen there */
export const serveMetrics = async (
  queue: TaskQueue,
  { host, port }: { host: string; port: number },
): Promise<{ url: string; close: () => void }> => {
  const server = createServer(async (request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    try {
      const text = await queue.exportPrometheusMetrics();
      response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }).end(`${text}\n`);
    } catch {
      response.writeHead(503).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        new UsageError(
          `Expected an address to listen at for --metrics but ${host}:${port} can not be used: ${error.code}. Next: choose another port`,
        ),
      ),
    );
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://${host}:${taken}/metrics`, close: () => server.close() };
};
