import "server-only";
import type { Sentence } from "@/lib/i18n/sentences";
import { globMatcher } from "./glob";
import { listProtectionRows } from "./protection-store";

/** Why a tag of the repository must not be deleted, or null. */
export type Protection = (tag: string) => Sentence | null;

/** What protects the tags of a repository: nobody deletes them without lifting the protection first. */
export async function findProtection(registry: string, repository: string): Promise<Protection> {
  return protectionOf(await listProtectionRows(registry), repository);
}

/** The same from the protections of its registry, which were read before. */
export function protectionOf(rows: Awaited<ReturnType<typeof listProtectionRows>>, repository: string): Protection {
  const rules = rows
    .filter((row) => globMatcher(row.repositories, { parts: true })(repository))
    .map(({ tags }) => ({ tags, matches: globMatcher(tags) }));
  return (tag) => {
    const rule = rules.find(({ matches }) => matches(tag));
    return rule ? { key: "policies.protected", values: { tags: rule.tags } } : null;
  };
}
