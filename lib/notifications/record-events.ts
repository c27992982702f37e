import "server-only";
import { database } from "@/lib/db/database";
import type { Database } from "@/lib/db/tables";
import { recordToldDelete, recordToldMove } from "@/lib/registry-index/facts/record-told-moves";
import { recordPull, recordPush } from "@/lib/registry-index/records/record-traffic";
import type { RegistryEvent } from "./parse-events";
import { insertEvent } from "./registry-event-store";

/**
 * Stores the events that are not known yet, with their effects on the index, in one transaction: even if the console is
 * killed, an event is in both or in neither. Returns the events that brought a tag that the index didn't have. Throws
 * what the database threw.
 */
export async function recordEvents(
  registry: string,
  events: RegistryEvent[],
  receivedAt: number,
): Promise<RegistryEvent[]> {
  const unknown: RegistryEvent[] = [];
  await database()
    .transaction()
    .execute(async (db) => {
      for (const event of events) {
        const isNew = await insertEvent(db, registry, event, receivedAt);
        if (isNew && (await follow(db, registry, event)).addedTag) unknown.push(event);
      }
    });
  return unknown;
}

/** Applies the event to the index. A delete adds only a line of history, as the registry is asked instead. */
async function follow(
  db: Database,
  registry: string,
  { action, repository, tag, digest, at, actor, userAgent, address }: RegistryEvent,
): Promise<{ addedTag: boolean }> {
  const told = { registry, repository, at, actor, userAgent, address };
  if (action === "push" && tag !== null && digest !== null) await recordToldMove(db, { ...told, tag, digest });
  if (action === "delete" && tag !== null) await recordToldMove(db, { ...told, tag, digest: null });
  else if (action === "delete" && digest !== null) await recordToldDelete(db, { ...told, digest });
  if (action === "push") return recordPush(db, { registry, repository, tag, at });
  if (action === "pull") return recordPull(db, { registry, repository, tag, digest, at });
  return { addedTag: false };
}
