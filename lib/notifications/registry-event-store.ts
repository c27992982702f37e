import "server-only";
import { database } from "@/lib/db/database";
import type { Database } from "@/lib/db/tables";
import { digestBytes } from "@/lib/registry-index/tables/digest-bytes";
import { encodeMediaType } from "@/lib/registry-index/tables/media-type-code";
import type { NotifyingRegistry } from "./notifying-registry-table";
import type { RegistryEvent } from "./parse-events";

export type RegistryEventTables = {
  registry_event: {
    registry: string;
    /** The registry's own id; the same event may arrive again. */
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
  notifying_registry: NotifyingRegistry;
};

declare module "@/lib/db/tables" {
  interface Tables extends RegistryEventTables {}
}

/** The arrivals of a registry's events: when the last one came, and how many were counted since a time. */
export type Arrivals = { heardAt: number | null; counted: number };

const events = () => database();

/** Adds the event as part of the transaction; returns false if it is known already. */
export async function insertEvent(
  db: Database,
  registry: string,
  event: RegistryEvent,
  receivedAt: number,
): Promise<boolean> {
  const { userAgent, requestId, mediaType, digest, ofManifest: _, ...same } = event;
  const added = await db
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

/** Records that the registry sent a notification, whatever its content. */
export async function recordHeard(registry: string, heardAt: number): Promise<void> {
  await events()
    .insertInto("notifying_registry")
    .values({ registry, heard_at: heardAt })
    .onConflict((conflict) => conflict.column("registry").doUpdateSet({ heard_at: heardAt }))
    .execute();
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
