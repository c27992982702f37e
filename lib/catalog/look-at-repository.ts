import "server-only";
import { randomUUID } from "node:crypto";
import type { ItemProblem } from "@/lib/contract/problem";
import { announceToIndex, onIndexAnnouncement } from "./index-announcements";

// As many characters as an announcement can hold beside the rest.
const longestNames = 6_000;

/** Has the index list the tags of a repository now. Returns the id that the answer has. */
export function announceLook(registry: string, repository: string): string {
  const id = randomUUID();
  announceToIndex("look", { id, registry, repository });
  return id;
}

/** Has the tags that somebody sees read before all others. */
export function announceSight(registry: string, repository: string, inSight: string[]): void {
  let length = 0;
  const tags = inSight.filter((tag) => {
    length += tag.length + 3;
    return length < longestNames;
  });
  if (tags.length > 0) announceToIndex("sight", { registry, repository, tags });
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
