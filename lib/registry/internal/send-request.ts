import "server-only";
import { SpanKind } from "@opentelemetry/api";
import { isAppError } from "@/lib/errors/app-error";
import { countRegistryRequest } from "@/lib/metrics/count-registry-request";
import { responseError } from "@/lib/registry/check-response";
import type { RegistryConnection } from "@/lib/registry/connection";
import { inSpan } from "@/lib/tracing/in-span";
import { Deadline } from "./deadline";
import type { Incoming } from "./exchange";
import type { RegistryRequest } from "./registry-request";
import { withRetries } from "./retry";
import { sendAuthorized } from "./send-authorized";

/**
 * Returns the registry's answer to one request: authorised, redirected, retried where that is safe, queued and within
 * its time limit. Throws the AppError of the failure, or the reason of the caller's signal.
 */
export async function sendRequest(connection: RegistryConnection, request: RegistryRequest): Promise<Incoming> {
  const startedAt = performance.now();
  const { name: registry } = connection.config;
  const operation = `${request.asked.action} ${request.asked.kind}`;
  const count = (outcome: string) =>
    countRegistryRequest({ registry, operation, outcome, seconds: (performance.now() - startedAt) / 1000 });
  const attributes = {
    "shipshape.registry": registry,
    "server.address": connection.baseUrl.hostname,
    "http.request.method": request.method,
    "url.path": request.path.split("?")[0] ?? "",
  };
  try {
    const answer = await inSpan(`registry ${operation}`, { kind: SpanKind.CLIENT, attributes }, () =>
      answered(connection, request),
    );
    count("ok");
    return answer;
  } catch (error) {
    count(isAppError(error) ? error.code : "cancelled");
    throw error;
  }
}

async function answered(connection: RegistryConnection, request: RegistryRequest): Promise<Incoming> {
  const answer = await shared(connection, request);
  const wanted = request.answers?.includes(answer.status) ?? (answer.status >= 200 && answer.status < 300);
  if (!wanted) throw responseError(connection.config, request.asked, answer);
  return answer;
}

/**
 * Shares one GET at a time for each resource. `fresh` requests are not shared, and neither is HEAD: a tag is checked by
 * HEAD just before it is changed, and an answer under way may be older than that check.
 */
async function shared(connection: RegistryConnection, request: RegistryRequest): Promise<Incoming> {
  const { flights } = connection;
  if (request.method === "HEAD" || request.fresh) return queued(connection, request);
  if (request.method === "GET") {
    const key = JSON.stringify([
      request.path,
      request.headers?.accept,
      request.maxBytes,
      request.tooLarge,
      request.totalMs,
    ]);
    return flights.share(key, request.signal, (signal) => queued(connection, { ...request, signal }));
  }
  flights.forget();
  return queued(connection, request).finally(() => flights.forget());
}

function queued(connection: RegistryConnection, request: RegistryRequest): Promise<Incoming> {
  return connection.slots.run(request.signal, async () => {
    const deadline = new Deadline(Math.min(request.totalMs ?? Infinity, connection.limits.totalMs), request.signal);
    try {
      const retries = request.method === "GET" || request.method === "HEAD" ? connection.limits.retries : 0;
      return await withRetries({ ...connection.limits, retries }, deadline, () =>
        sendAuthorized(connection, request, deadline),
      );
    } catch (error) {
      throw isAppError(error) ? error : (deadline.reason(connection.config.title) ?? error);
    } finally {
      deadline.clear();
    }
  });
}
