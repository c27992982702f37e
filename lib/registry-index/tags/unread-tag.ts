import "server-only";
import { parseReferrerTag } from "@/lib/oci/referrer-tags";
import type { IndexTables } from "@/lib/registry-index/tables/index-tables";

/** Returns the row of a tag that was reported but never looked at. */
export function unreadTag(repository_id: number, name: string, seen_at: number): IndexTables["tag"] {
  return {
    repository_id,
    name,
    referrer: parseReferrerTag(name) ? 1 : 0,
    manifest_id: null,
    seen_at,
    checked_at: 0,
    changed_at: null,
    pushed_at: null,
    pulled_at: null,
    pull_count: 0,
    problem: null,
  };
}
