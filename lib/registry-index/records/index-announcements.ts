import "server-only";
import { z } from "zod";
import { itemProblemSchema } from "@/lib/contract/problem";
import { announce, onAnnouncement } from "@/lib/jobs/announcements";

// Several consoles may share a database, for a while in two versions, so a received payload is checked.
const schemas = {
  /** A user looks at a repository: list its tags now. */
  look: z.object({ id: z.string(), registry: z.string(), repository: z.string() }),
  /** A user has these tags in sight: read them before all others, unless they were read recently. */
  sight: z.object({ registry: z.string(), repository: z.string(), tags: z.array(z.string()) }),
  /** The look with that id has finished with the list. */
  looked: z.object({ id: z.string(), problem: itemProblemSchema.nullable() }),
  /** A registry or another part of the console reports a move: look at these tags. */
  moved: z.object({ registry: z.string(), repository: z.string(), tags: z.array(z.string()) }),
  /** Sweep the registry now. */
  sweep: z.object({ registry: z.string() }),
  /** A collection has removed something: measure what is left now. */
  collected: z.object({ registry: z.string() }),
  /**
   * The index of these repositories has changed. Null: more repositories than can be named. Empty: a run began or
   * ended.
   */
  changed: z.object({ registry: z.string(), repositories: z.array(z.string()).nullable() }),
} as const;

type Topic = keyof typeof schemas;
export type IndexAnnouncement<T extends Topic> = z.infer<(typeof schemas)[T]>;

const topicOf = (topic: Topic) => `index-${topic}`;

/** Announces to every part of the console, in all its processes. The announcement is a hint: it may be lost. */
export function announceToIndex<T extends Topic>(topic: T, payload: IndexAnnouncement<T>): void {
  announce(topicOf(topic), payload);
}

/** Calls `listener` with every announcement of the topic; returns a function that stops this. */
export function onIndexAnnouncement<T extends Topic>(
  topic: T,
  listener: (payload: IndexAnnouncement<T>) => void,
): () => void {
  return onAnnouncement(topicOf(topic), (payload) => {
    const parsed = schemas[topic].safeParse(payload);
    if (parsed.success) listener(parsed.data as IndexAnnouncement<T>);
  });
}
