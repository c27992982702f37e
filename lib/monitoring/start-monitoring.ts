import "server-only";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Config } from "@/lib/config/config";
import { AppError } from "@/lib/errors/app-error";
import { logger } from "@/lib/logging/logger";
import { addUpRegistryRequests } from "@/lib/metrics/count-registry-request";
import { meters } from "@/lib/metrics/meters";
import { routeOf } from "@/lib/metrics/route-of";
import { onShutdown } from "@/lib/process/shutdown";
import { readMetrics } from "./read-metrics";

type EndedRequest = { method: string; path: string; status: number; seconds: number };

// Where server/main.mjs reports each request.
const requestEnded = Symbol.for("shipshape request ended");
const methods = new Set(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]);

/**
 * If metrics are wanted, begins to count requests and, with `METRICS_PORT`, listens there for Prometheus. Throws
 * `unavailable` if the port is taken.
 */
export async function startMonitoring({ host, metrics }: Pick<Config, "host" | "metrics">): Promise<void> {
  if (metrics.port === null && metrics.token === null) return;
  addUpRegistryRequests();
  (globalThis as { [requestEnded]?: (request: EndedRequest) => void })[requestEnded] = count;
  if (metrics.port === null) return;
  const server = createServer(answer);
  await listen(server, metrics.port, host);
  onShutdown(async () => {
    server.close();
    server.closeAllConnections();
  });
}

function count({ method, path, status, seconds }: EndedRequest): void {
  const labels = { route: routeOf(path), method: methods.has(method) ? method : "other" };
  const { requests, requestSeconds } = meters();
  requests.inc({ ...labels, status: String(status) });
  // A stream ends when its page is closed, which says nothing about the console.
  if (labels.route !== "/api/events") requestSeconds.observe(labels, seconds);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url?.split("?")[0] !== "/metrics") response.writeHead(404).end();
  else {
    try {
      const { text, type } = await readMetrics();
      response.writeHead(200, { "content-type": type }).end(text);
    } catch (err) {
      logger().error({ err }, "the metrics could not be read");
      response.writeHead(500).end();
    }
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) =>
      reject(new AppError("unavailable", `METRICS_PORT=${port} can't be listened on.`, { cause })),
    );
    server.listen({ port, host }, resolve);
  });
}
