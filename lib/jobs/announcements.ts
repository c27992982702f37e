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
 * Tells every part of this console, in all its threads, and on PostgreSQL every other console, that something has
 * happened. It is a hint, sent at once (so after the commit, not inside the transaction) and lost without a sign where
 * the database is out of reach: whoever hears it looks for itself. The payload is JSON of at most 7,500 bytes; a longer
 * one throws a RangeError.
 */
export function announce(topic: string, payload: unknown): void {
  openHub().announce(topic, payload);
}

/**
 * Hears what is announced on the topic from now on, each announcement once, this thread's own too; returns what ends
 * that. Other consoles are heard where the process's database, open by now, is PostgreSQL.
 */
export function onAnnouncement(topic: string, listener: Listener): () => void {
  return openHub().subscribe(topic, listener);
}

/** Ends every subscription, after what was announced has been sent. */
export async function closeAnnouncements(): Promise<void> {
  const { hub } = holder();
  holder().hub = null;
  await hub?.close();
}
