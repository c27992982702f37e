"use client";

import { type Query, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Change } from "@/lib/contract/changes";
import { apiPaths } from "@/lib/contract/paths";
import { followEvents, isGivenUp } from "./follow-events";

// The time between two reads: a single change is read at once, continuous changes less and less often.
const shortestMs = 250;
const longestMs = 2_000;

/**
 * Reads the page's data again when the index reports a change. It reads the queries with `meta: { live: true }`; in
 * their keys, the registry follows the first word, and then the repository. A hidden page holds no connection, and
 * reads again when it becomes visible; a page that gets no connection reads again from time to time.
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
          // Changes made before the connection opened were not reported to this page.
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
 * Applies the first change at once, and those that follow shortly after together. After the last change it reads once
 * more: a read that was under way, or a slightly outdated table, may have missed it.
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
    // Repeatedly cancelling a read that is under way would show nothing.
    if (changes.length > 0) void client.invalidateQueries({ predicate }, { cancelRefetch: false });
  };
  const invalidate = (change: Change | null) => {
    if (change) waiting.push(change);
    if (timer === undefined) apply();
  };
  return Object.assign(invalidate, { stop: () => clearTimeout(timer) });
}
