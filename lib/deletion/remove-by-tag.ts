import "server-only";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import type { RegistryConnection } from "@/lib/registry/connection";
import { deleteTag } from "@/lib/registry/delete-tag";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { failed, recheck, requireGone } from "./attempt";
import type { ItemEnding } from "./deletion-item-store";
import type { DeletionItemRow } from "./deletion-tables";
import { isDoubtful } from "./read-failures";

const requestsAtOnce = 8;

/** Deletes tags by their names, each only while it names what the plan says. */
export async function removeByTag(connection: RegistryConnection, items: DeletionItemRow[]): Promise<ItemEnding[]> {
  const endings: ItemEnding[] = [];
  await forEachAtOnce(items, requestsAtOnce, async (item) => {
    endings.push(await removeOne(connection, item).catch((error: unknown) => failed(item.at, error)));
  });
  return endings;
}

async function removeOne(connection: RegistryConnection, item: DeletionItemRow): Promise<ItemEnding> {
  const changed = await recheck(connection, item);
  if (changed) return changed;
  const { at, repository } = item;
  const tag = item.tag as string;
  try {
    if ((await deleteTag(connection, repository, tag)) === "absent") await requireGone(connection, repository, tag);
  } catch (error) {
    // A lost answer is settled by looking, never by deleting a second time.
    if (!isDoubtful(error) || (await findManifestDigest(connection, repository, tag))) throw error;
  }
  return { at, state: "done" };
}
