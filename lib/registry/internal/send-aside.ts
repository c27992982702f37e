import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "@/lib/registry/connection";
import { Deadline } from "./deadline";
import { BodyTooLarge } from "./decode-body";
import { exchange, type Incoming, type Outgoing } from "./exchange";
import { transportError } from "./transport-error";

export type AsideRequest = Pick<Outgoing, "method" | "url" | "headers" | "maxBytes"> & {
  body?: Uint8Array;
  /** A shorter time limit, for a caller that needs to know soon; by default that of the connection. */
  totalMs?: number;
};

/**
 * Sends a request that other requests wait for: for the challenge or for a token. It is sent unchanged, once and
 * outside the queue, and no single caller can abort it. Throws an AppError; any status counts as an answer.
 */
export async function sendAside(connection: RegistryConnection, request: AsideRequest): Promise<Incoming> {
  const { agents, config, limits, userAgent } = connection;
  const { totalMs = limits.totalMs, ...outgoing } = request;
  const deadline = new Deadline(totalMs);
  const headers = { accept: "application/json", "user-agent": userAgent, ...request.headers };
  try {
    return await exchange(agents.for(request.url), { ...outgoing, headers, signal: deadline.signal }, limits);
  } catch (error) {
    if (error instanceof BodyTooLarge) {
      throw new AppError("registry-bad-response", `${config.title} sent too much data when asked for access.`);
    }
    throw deadline.reason(config.title) ?? transportError(error, config.title, request.url);
  } finally {
    deadline.clear();
  }
}
