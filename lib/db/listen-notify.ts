import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import pg from "pg";
import { warnSparingly } from "@/lib/logging/warn-sparingly";
import { database, getPostgresUrl } from "./database";

type Subscription = { url: string; channel: string; onText: (text: string) => void; stopped: AbortSignal };

const firstRetryMs = 200;
const longestRetryMs = 30_000;
const probeEveryMs = 30_000;

/** Sends texts of less than 8,000 bytes each to all listeners on this PostgreSQL. Throws what the driver threw. */
export async function notify(channel: string, texts: string[]): Promise<void> {
  await sql`select pg_notify(${channel}, message) from unnest(${texts}::text[]) as message`.execute(database());
}

/**
 * Listens to the channel of this PostgreSQL over a separate connection; this process's own texts arrive too. Returns a
 * function that stops it. A broken connection is opened again at growing intervals; texts sent meanwhile are missed.
 * Throws `unavailable` if the process has no PostgreSQL.
 */
export function listen(channel: string, onText: (text: string) => void): () => Promise<void> {
  const stop = new AbortController();
  const over = keepListening({ url: getPostgresUrl(), channel, onText, stopped: stop.signal });
  return () => {
    stop.abort();
    return over;
  };
}

async function keepListening(subscription: Subscription): Promise<void> {
  const { stopped } = subscription;
  let retryMs = firstRetryMs;
  const onListening = () => {
    retryMs = firstRetryMs;
  };
  while (!stopped.aborted) {
    try {
      await listenUntilBroken(subscription, onListening);
    } catch (error) {
      warnSparingly("listen", { err: error }, "The database's notifications are not heard for now");
    }
    // Consoles that lost the same database must not all reconnect at the same instant.
    const pauseMs = retryMs * (0.5 + Math.random() / 2);
    await wait(pauseMs, null, { signal: stopped, ref: false }).catch(() => undefined);
    retryMs = Math.min(retryMs * 2, longestRetryMs);
  }
}

async function listenUntilBroken(subscription: Subscription, onListening: () => void): Promise<void> {
  const { url, channel, onText, stopped } = subscription;
  const times = { connectionTimeoutMillis: 5_000, query_timeout: 10_000 };
  const client = new pg.Client({ connectionString: url, application_name: "shipshape listener", ...times });
  const { promise: over, resolve: end, reject: fail } = Promise.withResolvers<void>();
  // The connection may break before anything waits for it.
  over.catch(() => undefined);
  client.on("error", fail);
  client.on("end", () => fail(new Error("The connection was closed.")));
  client.on("notification", ({ payload }) => onText(payload ?? ""));
  stopped.addEventListener("abort", () => end(), { once: true });
  // An idle connection can be cut without any sign of it.
  const probe = setInterval(() => void client.query("select 1").catch(fail), probeEveryMs).unref();
  try {
    await client.connect();
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
    onListening();
    await over;
  } finally {
    clearInterval(probe);
    await client.end().catch(() => undefined);
  }
}
