import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export type FakeCollectionService = {
  url: string;
  /** The bodies of the requested runs. */
  started: unknown[];
  /** The answers to the next status requests; the last one is repeated. */
  statuses: (object | number)[];
  log: string;
  cancelled: string[];
  /** Called at each status request. */
  onLook: () => Promise<unknown>;
  close(): Promise<void>;
};

export const serviceToken = "token of the service";

/** Starts a service like an operator's: POST /runs, GET /runs/{id}, GET /runs/{id}/log, POST /runs/{id}/cancel. */
export async function startFakeCollectionService(): Promise<FakeCollectionService> {
  const service: Omit<FakeCollectionService, "url" | "close"> = {
    started: [],
    statuses: [{ state: "succeeded" }],
    log: "",
    cancelled: [],
    onLook: async () => undefined,
  };
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const call = `${request.method} ${request.url}`;
    const answer = (status: number, content: unknown) =>
      response.writeHead(status).end(typeof content === "string" ? content : JSON.stringify(content));
    if (request.headers.authorization !== `Bearer ${serviceToken}`) return answer(403, { message: "wrong token" });
    if (call === "POST /runs") {
      service.started.push(JSON.parse(body));
      return answer(202, { id: "run 1/é" });
    }
    if (call === "GET /runs/run%201%2F%C3%A9/log") return answer(200, service.log);
    if (call === "POST /runs/run%201%2F%C3%A9/cancel") {
      service.cancelled.push("run 1/é");
      service.statuses = [{ state: "cancelled" }];
      return answer(200, {});
    }
    if (call !== "GET /runs/run%201%2F%C3%A9") return answer(404, { message: "no such run" });
    await service.onLook();
    const [next = 500] = service.statuses.length > 1 ? service.statuses.splice(0, 1) : service.statuses;
    return typeof next === "number" ? answer(next, "<h1>Bad gateway</h1>") : answer(200, next);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(service, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
