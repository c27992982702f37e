import "server-only";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import type { RegistryConnection } from "@/lib/registry/connection";
import { deleteTag } from "@/lib/registry/delete-tag";
import { type AttemptEnding, failed, recheck, settleDelete } from "./attempt";
import type { DeletionItemRow } from "./deletion-tables";

const requestsAtOnce = 8;

/** Deletes tags by their names, each only while it names what the plan says. */
export async function removeByTag(connection: RegistryConnection, items: DeletionItemRow[]): Promise<AttemptEnding[]> {
  const endings: AttemptEnding[] = [];
  await forEachAtOnce(items, requestsAtOnce, async (item) => {
    endings.push(await removeOne(connection, item).catch((error: unknown) => failed(item.at, error)));
  });
  return endings;
}

async function removeOne(connection: RegistryConnection, item: DeletionItemRow): Promise<AttemptEnding> {
  const changed = await recheck(connection, item);
  if (changed) return changed;
  const { at, repository } = item;
  const tag = item.tag as string;
  const settled = await settleDelete(connection, repository, tag, () => deleteTag(connection, repository, tag));
  return typeof settled === "object" ? { at, state: "open", ...settled } : { at, state: "done" };
}
