"use client";

import { type Query, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Change } from "@/lib/contract/changes";
import { apiPaths } from "@/lib/contract/paths";
import { followEvents, isGivenUp } from "./follow-events";

// From one reading to the next: what changes once is read at once, what goes on changing less and less often.
const shortestMs = 250;
const longestMs = 2_000;

/**
 * Reads what the page shows again when the index says that it has changed: the queries with `meta: { live: true }`, whose
 * keys name what they are about, after their first word the registry, and then the repository. A page that nobody sees
 * holds no connection, and looks again when it is seen; one that gets none looks again from time to time.
 */
export function LiveUpdates() {
  const client = useQueryClient();
  useEffect(() => {
    let unfollow: (() => void) | null = null;
    const invalidate = throttled(client);
    const readAll = () => void client.invalidateQueries({ predicate: isLive });
    const follow = () => {
      if (document.visibilityState === "hidden") {
        unfollow?.();
        unfollow = null;
      } else {
        unfollow ??= followEvents(apiPaths.events(), (events) => {
          // What changed while nobody listened was told to nobody.
          events.addEventListener("open", readAll);
          events.addEventListener("error", () => isGivenUp(events) && readAll());
          events.addEventListener("changed", (event) => invalidate(parseChange(event.data)));
        });
      }
    };
    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      unfollow?.();
      invalidate.stop();
    };
  }, [client]);
  return null;
}

function parseChange(text: string): Change | null {
  try {
    const { registry, repositories } = JSON.parse(text) as Partial<Change>;
    if (typeof registry !== "string") return null;
    return { registry, repositories: Array.isArray(repositories) ? repositories : null };
  } catch {
    return null;
  }
}

const isLive = ({ meta }: Query): boolean => meta?.live === true;

function isAbout([, registry, repository]: readonly unknown[], change: Change): boolean {
  if (registry === undefined) return true;
  if (registry !== change.registry) return false;
  return typeof repository !== "string" || (change.repositories?.includes(repository) ?? true);
}

/**
 * At once for the first change, and together for those that follow before long. After the last one it is read once
 * more: a reading that was under way, or a table that was a moment old, may have missed it.
 */
function throttled(client: QueryClient) {
  let waiting: Change[] = [];
  let last: Change[] = [];
  let pauseMs = shortestMs;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const apply = () => {
    const changes = [...waiting, ...last];
    const isLast = waiting.length === 0;
    last = waiting;
    waiting = [];
    timer = isLast ? undefined : setTimeout(apply, pauseMs);
    pauseMs = isLast ? shortestMs : Math.min(longestMs, pauseMs * 2);
    const predicate = (query: Query) => isLive(query) && changes.some((change) => isAbout(query.queryKey, change));
    // Cutting off a reading under way again and again would show nothing.
    if (changes.length > 0) void client.invalidateQueries({ predicate }, { cancelRefetch: false });
  };
  const invalidate = (change: Change | null) => {
    if (change) waiting.push(change);
    if (timer === undefined) apply();
  };
  return Object.assign(invalidate, { stop: () => clearTimeout(timer) });
}
