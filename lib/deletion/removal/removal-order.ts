import "server-only";
import type { RepositoryGraph } from "./repository-graph";

/**
 * Returns the manifests in an order in which they can be deleted: an index before what it lists, because registries
 * refuse to delete what an index needs, and an attached manifest before its subject, so that nothing is left over if
 * the deletion is interrupted.
 */
export function inRemovalOrder(
  { manifests }: Pick<RepositoryGraph, "manifests">,
  digests: readonly string[],
): string[] {
  const going = new Set(digests);
  const before = new Map<string, string[]>();
  const put = (first: string, second: string) => {
    if (!going.has(second)) return;
    const known = before.get(second);
    if (known) known.push(first);
    else before.set(second, [first]);
  };
  for (const digest of digests) {
    const { children = [], subject = null, mentions = [] } = manifests.get(digest) ?? {};
    for (const child of [...children, ...mentions]) put(digest, child);
    // An index may list a manifest that is attached to it: then the index is first.
    if (subject !== null && !manifests.get(subject)?.children.includes(digest)) put(digest, subject);
  }
  return depthFirst(digests, (digest) => before.get(digest) ?? []);
}

function depthFirst(digests: readonly string[], before: (digest: string) => readonly string[]): string[] {
  const ordered = new Set<string>();
  const entered = new Set<string>();
  const waiting = [...digests].reverse();
  for (let digest = waiting.at(-1); digest !== undefined; digest = waiting.at(-1)) {
    const open = entered.has(digest) ? [] : before(digest).filter((other) => !entered.has(other));
    entered.add(digest);
    if (open.length > 0) waiting.push(...open);
    else {
      waiting.pop();
      ordered.add(digest);
    }
  }
  return [...ordered];
}
