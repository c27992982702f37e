import "server-only";
import { z } from "zod";
import { itemProblemSchema } from "@/lib/contract/problem";
import { announce, onAnnouncement } from "@/lib/jobs/announcements";

// Several consoles may share a database, and may be of two versions for a while: what is heard is checked.
const schemas = {
  /** Somebody looks at a repository: list its tags now. */
  look: z.object({ id: z.string(), registry: z.string(), repository: z.string() }),
  /** Somebody has these tags in sight: read them before all others, where that was not done lately. */
  sight: z.object({ registry: z.string(), repository: z.string(), tags: z.array(z.string()) }),
  /** The look of that id is over as far as the list is concerned. */
  looked: z.object({ id: z.string(), problem: itemProblemSchema.nullable() }),
  /** Something moved, as a registry or another part of the console says: look at these tags. */
  moved: z.object({ registry: z.string(), repository: z.string(), tags: z.array(z.string()) }),
  /** Sweep the registry now. */
  sweep: z.object({ registry: z.string() }),
  /** A collection has removed something: measure now what is left. */
  collected: z.object({ registry: z.string() }),
  /** The index of these repositories has changed; null: of more than can be named; none: a run began or ended. */
  changed: z.object({ registry: z.string(), repositories: z.array(z.string()).nullable() }),
} as const;

type Topic = keyof typeof schemas;
export type IndexAnnouncement<T extends Topic> = z.infer<(typeof schemas)[T]>;

const topicOf = (topic: Topic) => `index-${topic}`;

/** Tells every part of the console, in every process of it. A hint: it may be lost. */
export function announceToIndex<T extends Topic>(topic: T, payload: IndexAnnouncement<T>): void {
  announce(topicOf(topic), payload);
}

/** Calls `listener` with every such announcement; returns what stops that. */
export function onIndexAnnouncement<T extends Topic>(
  topic: T,
  listener: (payload: IndexAnnouncement<T>) => void,
): () => void {
  return onAnnouncement(topicOf(topic), (payload) => {
    const parsed = schemas[topic].safeParse(payload);
    if (parsed.success) listener(parsed.data as IndexAnnouncement<T>);
  });
}
