import "server-only";
import type { Sentence } from "@/lib/i18n/sentences";
import { globMatcher } from "./glob";
import { listProtectionRows } from "./protection-store";

/** Returns why a tag of the repository must not be deleted, or null. */
export type Protection = (tag: string) => Sentence | null;

/**
 * Returns what protects the tags of a repository. Nobody deletes a protected tag without lifting the protection first.
 */
export async function findProtection(registry: string, repository: string): Promise<Protection> {
  return protectionOf(await listProtectionRows(registry), repository);
}

/** Returns the same, from the registry's protections that were read before. */
export function protectionOf(rows: Awaited<ReturnType<typeof listProtectionRows>>, repository: string): Protection {
  const rules = rows
    .filter((row) => globMatcher(row.repositories, { parts: true })(repository))
    .map(({ tags }) => ({ tags, matches: globMatcher(tags) }));
  return (tag) => {
    const rule = rules.find(({ matches }) => matches(tag));
    return rule ? { key: "policies.protected", values: { tags: rule.tags } } : null;
  };
}
