import "server-only";
import { randomUUID } from "node:crypto";
import type { ItemProblem } from "@/lib/contract/problem";
import { withTimeLimit } from "@/lib/jobs/with-time-limit";
import { announceToIndex, onIndexAnnouncement } from "@/lib/registry-index/records/index-announcements";

// How many characters of tag names fit into one announcement.
const longestNames = 6_000;
// An announcement may be lost, for example while no console keeps the index yet. It is repeated with the same id, which
// does no harm.
const askAgainMs = 300;

/** Asks the index to list the tags of a repository now. */
export function announceLook(registry: string, repository: string): void {
  announceToIndex("look", { id: randomUUID(), registry, repository });
}

/** Asks the index to read the tags that a user sees before all others. */
export function announceSight(registry: string, repository: string, inSight: string[]): void {
  let length = 0;
  const tags = inSight.filter((tag) => {
    length += tag.length + 3;
    return length < longestNames;
  });
  if (tags.length > 0) announceToIndex("sight", { registry, repository, tags });
}

/**
 * Asks the index to look at a repository, and waits for its list of tags. Resolves with the problem, with null if there
 * was none, or with "unanswered" when the time is up.
 */
export function lookAtRepository(
  registry: string,
  repository: string,
  timeMs: number,
): Promise<ItemProblem | null | "unanswered"> {
  return new Promise((resolve) => {
    const id = randomUUID();
    const ask = () => announceToIndex("look", { id, registry, repository });
    const end = (outcome: ItemProblem | null | "unanswered") => {
      clearTimeout(timer);
      clearInterval(asking);
      forget();
      resolve(outcome);
    };
    const timer = setTimeout(() => end("unanswered"), timeMs);
    const asking = setInterval(ask, askAgainMs);
    const forget = onIndexAnnouncement("looked", (looked) => looked.id === id && end(looked.problem));
    ask();
  });
}

type IndexWatch = { changed(timeMs: number): Promise<void>; end(): void };

/**
 * Watches the index of a repository (null: of any repository of the registry) until `end` is called. `changed` resolves
 * at the first change since this call, or when the time is up.
 */
export function watchIndex(registry: string, repository: string | null): IndexWatch {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = onIndexAnnouncement("changed", (changed) => {
    const named = repository === null || changed.repositories === null || changed.repositories.includes(repository);
    if (changed.registry === registry && named) resolve();
  });
  return { end, changed: async (timeMs) => void (await withTimeLimit(timeMs, promise)) };
}
