import "server-only";
import type { ExpressionBuilder } from "kysely";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { TrashItem, TrashList, TrashQuery } from "@/lib/contract/deletions";
import { database } from "@/lib/db/database";
import { offsetOf, pageFrom } from "@/lib/paging/number-cursor";
import { findContents } from "@/lib/registry-index/contents/content-store";
import { contains } from "./journal/deletion-item-store";
import type { DeletionTables } from "./journal/deletion-tables";
import { deletionsInSight } from "./journal/deletions-in-sight";
import { itemFromRow } from "./journal/item-from-row";

/**
 * Returns what was deleted through the console and is not restored, the latest first: tags, and manifests that were
 * asked for.
 */
export async function listTrash(actor: Actor | null, query: TrashQuery): Promise<TrashList> {
  authorize(actor, "registry:read", query.registry ? { registry: query.registry } : {});
  const inSight = await deletionsInSight(actor);
  const items = inSight ? chosen(query).where(inSight) : chosen(query);
  const [rows, counted] = await Promise.all([
    items
      .selectAll("deletion_item")
      .select(["deletion.registry", "deletion.created_by"])
      .orderBy("deletion_item.ended_at", "desc")
      .orderBy("deletion_item.deletion_id")
      .orderBy("deletion_item.at")
      .offset(offsetOf(query))
      .limit(query.limit)
      .execute(),
    items.select(({ fn }) => fn.countAll().as("total")).executeTakeFirstOrThrow(),
  ]);
  const contents = await findContents(new Set(rows.flatMap((row) => row.digest ?? [])));
  const found = rows.map((row): TrashItem => {
    const { deletion_id: deletion, registry, created_by: deletedBy, digest } = row;
    const mediaType = (digest !== null && contents.get(digest)?.mediaType) || null;
    return { ...itemFromRow(row), deletion, registry, deletedBy, mediaType };
  });
  return pageFrom(found, Number(counted.total), query);
}

function chosen({ registry, repository, query: text, all, endangeredBy }: TrashQuery) {
  let items = database()
    .selectFrom("deletion_item")
    .innerJoin("deletion", "deletion.id", "deletion_item.deletion_id")
    .where("deletion_item.state", "=", "done")
    .where((eb) => eb.or([eb("deletion_item.tag", "is not", null), eb("deletion_item.asked", "=", 1)]))
    .where("deletion_item.digest", "is not", null);
  if (registry !== undefined) items = items.where("deletion.registry", "=", registry);
  if (repository !== undefined) items = items.where("deletion_item.repository", "=", repository);
  if (text?.trim())
    items = items.where((eb) =>
      eb.or((["tag", "repository", "digest"] as const).map((column) => contains(`deletion_item.${column}`, text))),
    );
  if (!all) items = items.where("deletion_item.restored_at", "is", null).where("deletion_item.final_run", "is", null);
  if (endangeredBy === "plain") items = items.where(wentByDigest);
  return items;
}

type Joined = ExpressionBuilder<DeletionTables, "deletion" | "deletion_item">;

/** A plain collection removes what was deleted by its digest; a manifest that only lost its tags stays. */
function wentByDigest(eb: Joined) {
  return eb.exists(
    eb
      .selectFrom("deletion_item as manifest")
      .select("manifest.at")
      .whereRef("manifest.deletion_id", "=", "deletion_item.deletion_id")
      .whereRef("manifest.digest", "=", "deletion_item.digest")
      .where("manifest.method", "=", "manifest")
      .where("manifest.state", "=", "done"),
  );
}
