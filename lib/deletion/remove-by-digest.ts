import "server-only";
import type { RegistryConnection } from "@/lib/registry/connection";
import { deleteManifest } from "@/lib/registry/delete-manifest";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { type AttemptEnding, failed, recheck, settleDelete } from "./attempt";
import type { ItemEnding } from "./deletion-item-store";
import type { DeletionItemRow } from "./deletion-tables";

/** A manifest that goes by its digest, and the tags of the plan that go with it. */
export type ByDigest = { manifest: DeletionItemRow; tags: DeletionItemRow[] };

/**
 * Deletes a manifest by its digest, and with it its tags: only while each of them still names it. Where one has moved, what
 * it names now may need the manifest: then the rest is still to be done, after another look. Returns how each of the items
 * ended.
 */
export async function removeByDigest(
  connection: RegistryConnection,
  { manifest, tags }: ByDigest,
): Promise<AttemptEnding[]> {
  const items = [...tags, manifest];
  try {
    const changed = (await Promise.all(tags.map((tag) => recheck(connection, tag)))).filter(
      (ending) => ending !== null,
    );
    if (changed.length > 0)
      return [...changed, ...others(items, changed).map(({ at }) => ({ at, state: "planned" as const }))];
    const { repository } = manifest;
    const digest = manifest.digest as string;
    const settled = await settleDelete(connection, repository, digest, () =>
      deleteManifest(connection, repository, digest),
    );
    if (typeof settled === "object") return items.map(({ at }) => ({ at, state: "open", ...settled }));
    const own: ItemEnding = { at: manifest.at, ...(settled === "absent" ? wasGone : { state: "done" as const }) };
    return [...(await Promise.all(tags.map((tag) => endOf(connection, tag)))), own];
  } catch (error) {
    return items.map(({ at }) => failed(at, error));
  }
}

const wasGone = {
  state: "skipped" as const,
  code: "manifest-not-found",
  detail: "The registry didn't have it any more.",
};

function others(items: DeletionItemRow[], ended: ItemEnding[]): DeletionItemRow[] {
  return items.filter((item) => !ended.some(({ at }) => at === item.at));
}

/** A registry that took the delete of a manifest has taken its tags, or something before it has answered. */
async function endOf(
  connection: RegistryConnection,
  { at, repository, tag, digest }: DeletionItemRow,
): Promise<AttemptEnding> {
  try {
    const now = await findManifestDigest(connection, repository, tag as string);
    if (now?.digest !== digest) return { at, state: "done" };
    const detail = `${connection.config.title} took the delete, but ${tag} is still there.`;
    return { at, state: "failed", code: "registry-failed", detail };
  } catch (error) {
    return { at, state: "open", error };
  }
}
