import "server-only";
import { createHash } from "node:crypto";
import { processWide } from "@/lib/process/process-wide";
import { onShutdown } from "@/lib/process/shutdown";
import { AnnouncementHub, type Listener } from "./internal/announcement-hub";
import { leaseOwner } from "./lease-owner";

type Holder = { hub: AnnouncementHub | null };

const holder = () => processWide<Holder>("announcements", () => ({ hub: null }));

function openHub(): AnnouncementHub {
  const held = holder();
  if (held.hub) return held.hub;
  // The same in every thread of this process, and in no other process.
  held.hub = new AnnouncementHub(createHash("sha256").update(leaseOwner()).digest("base64url").slice(0, 22));
  onShutdown(closeAnnouncements);
  return held.hub;
}

/**
 * Announces to every part of this console, in all its threads, and on PostgreSQL to every other console, that something
 * has happened. An announcement is a hint: it is sent at once (so after the commit, not inside the transaction), and
 * lost silently if the database is out of reach. Listeners must look for themselves. The payload is JSON of at most
 * 7,500 bytes; a longer one throws a RangeError.
 */
export function announce(topic: string, payload: unknown): void {
  openHub().announce(topic, payload);
}

/**
 * Calls the listener for each announcement on the topic from now on, once each, including those of this thread. Returns
 * a function that ends the subscription. Other consoles are heard if the process's database, which must already be
 * open, is PostgreSQL.
 */
export function onAnnouncement(topic: string, listener: Listener): () => void {
  return openHub().subscribe(topic, listener);
}

/** Ends every subscription, after sending what was announced. */
export async function closeAnnouncements(): Promise<void> {
  const { hub } = holder();
  holder().hub = null;
  await hub?.close();
}
