import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { context, propagation, trace } from "@opentelemetry/api";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { makeLogger } from "@/lib/logging/logger";
import { enterRequest } from "@/lib/logging/request-context";
import { processWide } from "@/lib/process/process-wide";
import { runShutdown } from "@/lib/process/shutdown";
import { inSpan } from "./in-span";
import { startTracing } from "./start-tracing";
import { traceHeaders } from "./trace-headers";

const always = {
  tracing: { sampler: { kind: "always_on", ratio: 1, followsParent: true } },
  version: "9.9.9",
} as const;

let collector: Server;
let received: { path: string | undefined; body: Buffer }[];
let lines: string[];
let status: number;

beforeEach(async () => {
  received = [];
  lines = [];
  status = 200;
  processWide("logger", () => makeLogger({ write: (line) => void lines.push(line) }, "info"));
  collector = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    received.push({ path: request.url, body: Buffer.concat(parts) });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", `http://127.0.0.1:${(collector.address() as AddressInfo).port}`);
});

afterEach(() => {
  vi.unstubAllEnvs();
  collector.closeAllConnections();
  collector.close();
  trace.disable();
  context.disable();
  propagation.disable();
});

const sent = () => Buffer.concat(received.map(({ body }) => body));

it("sends steps with their failure, the console and its version, and tells the trace on", async () => {
  await startTracing(always);
  const failing = inSpan("outer", { attributes: { "shipshape.registry": "local" } }, () =>
    inSpan("inner", {}, async () => {
      throw new AppError("registry-unreachable", `Down, in ${traceHeaders().traceparent}`);
    }),
  );
  const error: AppError = await failing.then(
    () => expect.unreachable(),
    (thrown: AppError) => thrown,
  );
  await runShutdown();
  const [, traceId = ""] = /00-([0-9a-f]{32})-[0-9a-f]{16}-01/.exec(error.detail) ?? [];
  expect(received.map(({ path }) => path)).toEqual(["/v1/traces"]);
  for (const text of ["shipshape", "9.9.9", "outer", "inner", "local", "registry-unreachable"])
    expect(sent().includes(text), text).toBe(true);
  expect(sent().includes(Buffer.from(traceId, "hex"))).toBe(true);
});

it("keeps the queries of addresses to itself", async () => {
  await startTracing(always);
  await inSpan("GET", { attributes: { "http.target": "/set-up?token=s3cr3t" } }, async () => undefined);
  await runShutdown();
  expect(sent().includes("/set-up")).toBe(true);
  expect(sent().includes("s3cr3t")).toBe(false);
});

it("puts the request and the trace into each line of the log, and the request into each step", async () => {
  await startTracing(always);
  const log = processWide("logger", () => makeLogger({ write: () => undefined }, "info"));
  await new Promise<void>((resolve) =>
    setImmediate(async () => {
      const end = enterRequest();
      await inSpan("request", {}, async () => log.info("inside"));
      end();
      log.info("after it");
      resolve();
    }),
  );
  await runShutdown();
  const [inside, after] = lines.map((line) => JSON.parse(line));
  expect(inside).toMatchObject({ requestId: expect.any(String), trace_id: expect.stringMatching(/^[0-9a-f]{32}$/) });
  expect(sent().includes(Buffer.from(inside.trace_id, "hex"))).toBe(true);
  expect(sent().includes(inside.requestId)).toBe(true);
  expect(Object.keys(after).sort()).toEqual(["level", "msg", "time"]);
});

it("follows the sampler", async () => {
  await startTracing({ ...always, tracing: { sampler: { kind: "ratio", ratio: 0, followsParent: true } } });
  await inSpan("step", {}, async () => undefined);
  await runShutdown();
  expect(received).toEqual([]);
});

it("says that the collector refuses traces, and goes on", async () => {
  status = 403;
  await startTracing(always);
  expect(await inSpan("step", {}, async () => "done")).toBe("done");
  await runShutdown();
  expect(lines.join()).toContain("traces could not be sent");
});

it("does nothing unless traces are wanted", async () => {
  await startTracing({ ...always, tracing: null });
  expect(await inSpan("step", {}, async () => traceHeaders())).toEqual({});
  expect(received).toEqual([]);
});
