import "server-only";
import { database } from "@/lib/db/database";
import type { Database } from "@/lib/db/tables";
import { recordToldDelete, recordToldMove } from "@/lib/registry-index/facts/record-told-moves";
import { recordPull, recordPush } from "@/lib/registry-index/records/record-traffic";
import type { RegistryEvent } from "./parse-events";
import { insertEvent } from "./registry-event-store";

/**
 * Keeps the events that are not known yet, with what follows from them for the index, in one transaction: whatever
 * happens to the console, an event is in both or in neither. Returns those that brought up a tag that the index didn't
 * have. Throws what the database failed with.
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

/** What follows from the event for the index. From a delete nothing does but a line of history: the registry is asked. */
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
