import "server-only";
import { BroadcastChannel } from "node:worker_threads";
import { isPostgres } from "@/lib/db/database";
import { listen, notify } from "@/lib/db/listen-notify";
import { warnSparingly } from "@/lib/logging/warn-sparingly";
import { parseEnvelope, writeEnvelope } from "./announcement-envelope";
import { Batches } from "./batches";

export type Listener = (payload: unknown) => void;

const databaseChannel = "shipshape_announcements";

/**
 * One thread's endpoint of the announcements. Threads of one process share its id: they ignore what the database
 * delivers from that id, because they have already heard it.
 */
export class AnnouncementHub {
  readonly #processId: string;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #posting: BroadcastChannel;
  // A channel doesn't receive its own posts.
  readonly #hearing: BroadcastChannel;
  readonly #batches = new Batches(sendToDatabase);
  #stopListening: (() => Promise<void>) | null = null;
  #number = 0;

  constructor(processId: string) {
    this.#processId = processId;
    this.#posting = openChannel(processId);
    this.#hearing = openChannel(processId);
    this.#hearing.onmessage = ({ data }) => this.#hear(data);
  }

  announce(topic: string, payload: unknown): void {
    const text = writeEnvelope({ from: this.#processId, number: ++this.#number, topic, payload });
    this.#posting.postMessage(text);
    if (isPostgres() && !this.#batches.add(text))
      warnSparingly("announce", { topic }, "Other consoles are not told: too many announcements wait for the database");
  }

  subscribe(topic: string, listener: Listener): () => void {
    // Each subscription is separate, even if two share a function.
    const own: Listener = (payload) => listener(payload);
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(own));
    if (isPostgres()) this.#stopListening ??= listen(databaseChannel, (text) => this.#hearFromDatabase(text));
    return () => {
      listeners.delete(own);
      if (listeners.size === 0 && this.#listeners.get(topic) === listeners) this.#listeners.delete(topic);
    };
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    this.#posting.close();
    this.#hearing.close();
    await Promise.all([this.#stopListening?.(), this.#batches.idle()]);
  }

  #hearFromDatabase(text: string): void {
    if (parseEnvelope(text)?.from !== this.#processId) this.#hear(text);
  }

  #hear(text: unknown): void {
    const envelope = parseEnvelope(text);
    if (!envelope) {
      warnSparingly("announcement", {}, "A notification that no console wrote was ignored");
      return;
    }
    for (const listener of [...(this.#listeners.get(envelope.topic) ?? [])]) {
      try {
        listener(envelope.payload);
      } catch (error) {
        warnSparingly(`announcement:${envelope.topic}`, { err: error }, `A listener to ${envelope.topic} has failed`);
      }
    }
  }
}

function openChannel(processId: string): BroadcastChannel {
  const channel = new BroadcastChannel(`shipshape-announcements-${processId}`);
  channel.unref();
  return channel;
}

async function sendToDatabase(texts: string[]): Promise<void> {
  try {
    await notify(databaseChannel, texts);
  } catch (error) {
    warnSparingly(
      "announce",
      { err: error, lost: texts.length },
      "Other consoles could not be told what happened here",
    );
  }
}
