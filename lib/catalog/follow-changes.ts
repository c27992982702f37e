import "server-only";
import { sightOf } from "@/lib/access/see";
import type { Actor } from "@/lib/auth/actor";
import { authorize, canDo } from "@/lib/auth/authorize";
import { renewActor } from "@/lib/auth/renew-actor";
import type { Change } from "@/lib/contract/changes";
import { onIndexAnnouncement } from "@/lib/registry-index/records/index-announcements";

const mostNames = 100;

/**
 * Yields the changes of the index from now on, as they happen; changes that arrive while the reader is busy are joined.
 * Ends when aborted.
 */
export async function* followChanges(actor: Actor | null, signal: AbortSignal): AsyncGenerator<Change> {
  authorize(actor, "registry:read");
  const waiting = new Map<string, Set<string> | null>();
  let wake: () => void = () => undefined;
  const forget = onIndexAnnouncement("changed", ({ registry, repositories }) => {
    waiting.set(registry, join(waiting.get(registry), repositories));
    wake();
  });
  const stop = () => wake();
  signal.addEventListener("abort", stop);
  try {
    while (!signal.aborted) {
      for (const [registry, names] of [...waiting]) {
        waiting.delete(registry);
        // What the actor may see may have changed since the stream was opened.
        const change = await inSight(actor, { registry, repositories: names && [...names] });
        if (change) yield change;
      }
      if (waiting.size > 0 || signal.aborted) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    forget();
    signal.removeEventListener("abort", stop);
  }
}

async function inSight(actor: Actor, { registry, repositories }: Change): Promise<Change | null> {
  const now = await renewActor(actor);
  if (!now || !canDo(now, "registry:read", { registry })) return null;
  const sight = sightOf(now, registry);
  if (sight === null || repositories === null) return { registry, repositories };
  const seen = repositories.filter(sight.sees);
  return seen.length > 0 || repositories.length === 0 ? { registry, repositories: seen } : null;
}

function join(known: Set<string> | null | undefined, more: string[] | null): Set<string> | null {
  if (known === null || more === null) return null;
  const all = new Set([...(known ?? []), ...more]);
  return all.size > mostNames ? null : all;
}
