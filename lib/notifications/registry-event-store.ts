import "server-only";
import type { Kysely } from "kysely";
import { digestBytes } from "@/lib/catalog/digest-bytes";
import { encodeMediaType } from "@/lib/catalog/media-type-code";
import { database } from "@/lib/db/database";
import type { RegistryEvent } from "./parse-events";

export type RegistryEventTables = {
  registry_event: {
    registry: string;
    /** The registry's own; the same event may arrive again. */
    id: string;
    received_at: number;
    at: number;
    action: string;
    repository: string;
    tag: string | null;
    digest: Buffer | null;
    /** As `encodeMediaType` writes it. */
    media_type: string | null;
    method: string | null;
    actor: string | null;
    user_agent: string | null;
    address: string | null;
    request_id: string | null;
  };
  notifying_registry: {
    registry: string;
    heard_at: number;
    /** Since when it tells of pulls without a gap, and when it last did; the console's own looks are pulls too. */
    pulls_since: number | null;
    pull_heard_at: number | null;
  };
};

/** What arrived of a registry's events: when the last one did, and how many were counted since a time. */
export type Arrivals = { heardAt: number | null; counted: number };

const events = () => database<RegistryEventTables>();

/** Keeps the event as a part of the transaction; false where it is known already. */
export async function insertEvent(
  db: Kysely<unknown>,
  registry: string,
  event: RegistryEvent,
  receivedAt: number,
): Promise<boolean> {
  const { userAgent, requestId, mediaType, digest, ofManifest: _, ...same } = event;
  const added = await (db as Kysely<RegistryEventTables>)
    .insertInto("registry_event")
    .values({
      ...same,
      registry,
      received_at: receivedAt,
      digest: digest === null ? null : digestBytes(digest),
      media_type: mediaType === null ? null : encodeMediaType(mediaType),
      user_agent: userAgent,
      request_id: requestId,
    })
    .onConflict((conflict) => conflict.columns(["registry", "id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return added !== undefined;
}

/** Records that the registry was heard of, whatever it said, and whether it told of pulls. */
export async function recordHeard(registry: string, heardAt: number, { ofPulls }: { ofPulls: boolean }): Promise<void> {
  const known = await events()
    .selectFrom("notifying_registry")
    .selectAll()
    .where("registry", "=", registry)
    .executeTakeFirst();
  const since = isUnbroken(known?.pull_heard_at ?? null, heardAt) ? (known?.pulls_since ?? heardAt) : heardAt;
  const heard = { heard_at: heardAt, ...(ofPulls && { pulls_since: since, pull_heard_at: heardAt }) };
  await events()
    .insertInto("notifying_registry")
    .values({ registry, pulls_since: null, pull_heard_at: null, ...heard })
    .onConflict((conflict) => conflict.column("registry").doUpdateSet(heard))
    .execute();
}

const longestSilenceMs = 7 * 24 * 60 * 60_000;

const isUnbroken = (lastAt: number | null, now: number) => lastAt !== null && now - lastAt < longestSilenceMs;

/**
 * Since when every pull of the registry is known, in epoch milliseconds; null where it doesn't tell of pulls, or has told of
 * none for a week: what was pulled meanwhile may not be known.
 */
export async function findPullsKnownSince(registry: string): Promise<number | null> {
  const row = await events()
    .selectFrom("notifying_registry")
    .select(["pulls_since", "pull_heard_at"])
    .where("registry", "=", registry)
    .executeTakeFirst();
  return row && isUnbroken(row.pull_heard_at, Date.now()) ? row.pulls_since : null;
}

export async function findArrivals(registry: string, since: number): Promise<Arrivals> {
  const [heard, counted] = await Promise.all([
    events().selectFrom("notifying_registry").select("heard_at").where("registry", "=", registry).executeTakeFirst(),
    events()
      .selectFrom("registry_event")
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .where("registry", "=", registry)
      .where("received_at", ">=", since)
      .executeTakeFirstOrThrow(),
  ]);
  return { heardAt: heard?.heard_at ?? null, counted: Number(counted.count) };
}
