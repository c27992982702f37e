import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { isOfKind } from "@/lib/errors/error-codes";
import type { RegistryConnection } from "./connection";
import { ping } from "./internal/ping";

export type Health = {
  /** "degraded": it answers, but not as it should. */
  state: "ok" | "degraded" | "down";
  detail: string | null;
  /** ISO 8601. */
  checkedAt: string;
};

const goodForMs = 10_000;
// Every page shows the health of every registry, so a silent registry must not delay the page for long.
const answerMs = 5_000;

/** Returns the registry's health, at most ten seconds old. Never throws. */
export function checkHealth(connection: RegistryConnection, { refresh = false } = {}): Promise<Health> {
  if (refresh) connection.answers.forget("health");
  return connection.answers.get("health", async () => ({ value: await look(connection), forMs: goodForMs }));
}

async function look(connection: RegistryConnection): Promise<Health> {
  const checkedAt = () => new Date().toISOString();
  try {
    await ping(connection, { totalMs: answerMs });
    return { state: "ok", detail: null, checkedAt: checkedAt() };
  } catch (error) {
    if (!(error instanceof AppError)) return { state: "down", detail: "The check failed.", checkedAt: checkedAt() };
    const state = isOfKind(error.code, "no-answer") ? "down" : "degraded";
    return { state, detail: error.detail, checkedAt: checkedAt() };
  }
}
