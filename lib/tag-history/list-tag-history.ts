import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { TagHistory, TagHistoryQuery, TagMove } from "@/lib/contract/tag-history";
import { AppError } from "@/lib/errors/app-error";
import { isoTime } from "@/lib/format/iso-time";
import { pageOf } from "@/lib/paging/page-of";
import { getConnection } from "@/lib/registry/connection";
import { findLatestSighting } from "@/lib/registry-index/facts/find-latest-sighting";
import { keptForMs } from "@/lib/registry-index/facts/prune-tag-facts";
import { listTagFacts, mostFactsOfTag, type TagFact } from "@/lib/registry-index/facts/tag-fact-store";
import { arrangeMoves, type Move } from "./arrange-moves";

/**
 * Returns how a tag moved, the latest move first, as far as the console knows; also for a tag that is gone. Throws
 * `tag-not-found` if nothing is known about such a tag, and `registry-not-found`.
 */
export async function listTagHistory(
  actor: Actor | null,
  registry: string,
  repository: string,
  tag: string,
  query: TagHistoryQuery,
): Promise<TagHistory> {
  authorize(actor, "registry:read", { registry, repository });
  const { title } = getConnection(registry).config;
  const place = { registry, repository, tag };
  const facts = await listTagFacts(place);
  const latest = await findLatestSighting(place, facts.at(-1)?.at ?? 0);
  if (facts.length === 0 && !latest.known)
    throw new AppError("tag-not-found", `Nothing is known of a tag ${tag} in ${repository} of ${title}.`);
  const moves = arrangeMoves(facts, latest.sighting).reverse();
  const { items, nextCursor } = pageOf(moves, ({ at, to }) => `${at} ${to}`, query);
  const { checkedAt, digest } = latest;
  // A tag with as many facts as are kept had earlier facts.
  const seenAt = facts.length < mostFactsOfTag ? latest.knownSince : null;
  const firstAt = Math.min(seenAt ?? Number.POSITIVE_INFINITY, ...facts.map(earliestOf));
  return {
    items: items.map(toTagMove),
    total: moves.length,
    nextCursor,
    digest,
    freshness: { state: "indexed", checkedAt: isoTime(checkedAt), read: moves.length, expected: moves.length },
    knownSince: Number.isFinite(firstAt) ? isoTime(Math.max(firstAt, Date.now() - keptForMs)) : null,
  };
}

// A look that found no such tag is no sighting of it.
const earliestOf = ({ at, before }: TagFact) => (before && before.digest !== null ? before.at : at);

function toTagMove({ at, since, from, to, fact }: Move): TagMove {
  const by = fact?.actor ?? null;
  return {
    at: new Date(at).toISOString(),
    since: isoTime(since),
    from: from ?? null,
    fromKnown: from !== undefined,
    to,
    source: fact?.source ?? "look",
    by,
    client: fact?.userAgent ?? null,
    address: by === null ? withoutPort(fact?.address ?? null) : null,
    deletion: fact?.deletion ?? null,
  };
}

// Each connection has a different port.
const withoutPort = (address: string | null) => address?.replace(/^(\[.*\]|[^:]+):\d+$/, "$1") ?? null;
