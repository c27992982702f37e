import "server-only";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { warnSparingly } from "@/lib/logging/warn-sparingly";
import { meters } from "@/lib/metrics/meters";
import { processWide } from "@/lib/process/process-wide";
import { findTagsOn } from "@/lib/registry-index/questions/find-tags-on";
import { inChunks } from "@/lib/registry-index/tables/in-chunks";
import { expectNoTag, expectTag } from "./expected-tags";
import { hintAtIndex } from "./index-hints";
import { isCounted } from "./is-counted";
import { type ParsedEvents, parseEvents, type RegistryEvent } from "./parse-events";
import { recordPullsTold } from "./pulls-told-store";
import { recordEvents } from "./record-events";
import { recordHeard } from "./registry-event-store";

/** The largest notification that is accepted, in bytes. */
export const maxNotificationBytes = 1024 * 1024;

// A transaction keeps others from writing. A registry sends one event at a time; other senders may send many.
const atOnce = 50;
const hearEveryMs = 5_000;
const tooLarge: ParsedEvents = { events: [], leftOut: "the body has more than 1 MiB" };

/**
 * Receives a registry's notification, after `requireNotificationSecret`; null stands for a body larger than
 * `maxNotificationBytes`. Counted events are committed when it returns, and are counted once, however often they
 * arrive. A body that makes no sense is logged and accepted: a registry sends a refused one again and again, and
 * nothing after it. Throws a 5xx AppError if nothing can be written now: then the registry must send it again.
 */
export async function receiveNotifications(registry: string, text: string | null): Promise<void> {
  const receivedAt = Date.now();
  const { events, leftOut } = text === null ? tooLarge : parseEvents(text, receivedAt);
  if (leftOut)
    warnSparingly(`notification-left-out:${registry}`, { registry, leftOut }, "a notification was not taken");
  if (events.length === 0) return;
  await withDatabase(() => noteHeard(registry, receivedAt));
  for (const { action } of events) countEvent(registry, action);
  const counted = events.filter(isCounted);
  const toLookAt = new Set(events.filter(hasMoved));
  for (const some of inChunks(counted, atOnce))
    for (const event of await withDatabase(() => recordEvents(registry, some, receivedAt))) toLookAt.add(event);
  // Pulls are known only once they are counted: until then nothing may be deleted for not having been pulled.
  await withDatabase(() => notePulls(registry, events, receivedAt));
  for (const event of new Set([...counted, ...toLookAt]))
    await withDatabase(() => hint(registry, event, toLookAt.has(event)));
}

// What another console deletes is deleted here too. What it pushes may be a placeholder, which is deleted in a moment.
function hasMoved(event: RegistryEvent): boolean {
  return event.action === "delete" || (event.action === "push" && isCounted(event));
}

const actions = ["push", "pull", "delete", "mount"];

function countEvent(registry: string, action: string): void {
  meters().events.inc({ registry, action: actions.includes(action) ? action : "other" });
}

async function hint(registry: string, event: RegistryEvent, look: boolean): Promise<void> {
  const { action, repository, tag, digest, at } = event;
  if (!look) hintAtIndex(registry, repository, null);
  else if (tag !== null) {
    hintAtIndex(registry, repository, [tag]);
    if (action === "push" && digest !== null) expectTag({ registry, repository, tag, digest, at });
    if (action === "delete") expectNoTag({ registry, repository, tag });
  } else hintAtIndex(registry, repository, digest === null ? [] : await findTagsOn(registry, repository, digest));
}

/** Records that notifications arrive; not for each one, as a thousand of them may count for nothing. */
async function noteHeard(registry: string, at: number): Promise<void> {
  const heard = processWide("notifications-heard", () => new Map<string, number>());
  if (isSoonAfter(heard.get(registry), at)) return;
  await recordHeard(registry, at);
  heard.set(registry, at);
}

async function notePulls(registry: string, events: readonly RegistryEvent[], now: number): Promise<void> {
  const noted = processWide("pulls-noted", () => new Map<string, { at: number; now: number }>());
  const last = noted.get(registry);
  const pulledAt = events.flatMap(({ action, at }) => (action === "pull" ? at : []));
  const news = pulledAt.filter((at) => !isSoonAfter(last?.at, at) || !isSoonAfter(last?.now, now));
  if (news.length === 0) return;
  await recordPullsTold(registry, news, now);
  noted.set(registry, { at: Math.max(...news), now });
}

const isSoonAfter = (last: number | undefined, at: number) =>
  last !== undefined && at >= last && at < last + hearEveryMs;

async function withDatabase<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (isAppError(cause)) throw cause;
    throw new AppError("unavailable", "The notification could not be saved.", { cause });
  }
}
