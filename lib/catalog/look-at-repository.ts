import "server-only";
import { randomUUID } from "node:crypto";
import type { ItemProblem } from "@/lib/contract/problem";
import { announceToIndex, onIndexAnnouncement } from "./index-announcements";

const mostTags = 100;

/** Has the index look at a repository now, the tags in sight first. */
export function announceLook(registry: string, repository: string, tags: string[] = []): string {
  const id = randomUUID();
  const inSight = tags.slice(0, mostTags);
  announceToIndex("look", { id, registry, repository, tags: withinLength(inSight) });
  return id;
}

// What can be announced has a length.
function withinLength(tags: string[]): string[] {
  let length = 0;
  return tags.filter((tag) => {
    length += tag.length + 3;
    return length < 6_000;
  });
}

/**
 * Has the index look at a repository, and waits for its list of tags: resolves with what went wrong, null where nothing
 * did, or "unanswered" where the time is up.
 */
export function lookAtRepository(
  registry: string,
  repository: string,
  timeMs: number,
): Promise<ItemProblem | null | "unanswered"> {
  return new Promise((resolve) => {
    const end = (outcome: ItemProblem | null | "unanswered") => {
      clearTimeout(timer);
      forget();
      resolve(outcome);
    };
    const timer = setTimeout(() => end("unanswered"), timeMs);
    let id = "";
    const forget = onIndexAnnouncement("looked", (looked) => looked.id === id && end(looked.problem));
    id = announceLook(registry, repository);
  });
}

/** Resolves when the index of the repository (null: of any of the registry) changes, or when the time is up. */
export function untilIndexChanges(registry: string, repository: string | null, timeMs: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      forget();
      resolve();
    };
    const timer = setTimeout(end, timeMs);
    const forget = onIndexAnnouncement("changed", (changed) => {
      const named = repository === null || changed.repositories === null || changed.repositories.includes(repository);
      if (changed.registry === registry && named) end();
    });
  });
}
