import "server-only";
import type { Database } from "@/lib/db/tables";
import { inChunks, inSteps } from "@/lib/registry-index/tables/in-chunks";
import type { SearchTables } from "@/lib/registry-index/tables/search-tables";

// Hundreds of manifests of a repository share its labels, and their ids are close together: a row holds the manifests
// of one page of ids, each as two characters for its place on the page. A row for each would take five times the space.
const pageSize = 1024;
const radix = 32;

const chunk = 500;

export type LabelUse = { labelId: number; manifestId: number };

/** Returns the ids of a row's manifests, in no order; an id may occur twice. */
export function usesOf({ page, manifests }: Pick<SearchTables["label_use"], "page" | "manifests">): number[] {
  const places = manifests.match(/../g) ?? [];
  return places.map((place) => page * pageSize + Number.parseInt(place, radix));
}

/** Writes which manifests have which labels. `again` holds the manifests that may have some of these labels already. */
export async function insertLabelUses(
  db: Database,
  uses: LabelUse[],
  again: ReadonlyMap<number, unknown>,
): Promise<void> {
  const known = await findUses(
    db,
    uses.filter(({ manifestId }) => again.has(manifestId)),
  );
  const rows = new Map<string, SearchTables["label_use"]>();
  for (const { labelId: label_id, manifestId } of uses) {
    const page = Math.floor(manifestId / pageSize);
    const key = `${label_id} ${page}`;
    if (known.get(key)?.has(manifestId)) continue;
    const row = rows.get(key) ?? { label_id, page, manifests: "" };
    row.manifests += (manifestId % pageSize).toString(radix).padStart(2, "0");
    rows.set(key, row);
  }
  for (const some of inSteps([...rows.values()])) {
    await db
      .insertInto("label_use")
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(["label_id", "page"]).doUpdateSet((eb) => ({
          manifests: eb(eb.ref("label_use.manifests"), "||", eb.ref("excluded.manifests")),
        })),
      )
      .execute();
  }
}

async function findUses(db: Database, uses: LabelUse[]): Promise<Map<string, Set<number>>> {
  const known = new Map<string, Set<number>>();
  for (const some of inChunks(uses, chunk)) {
    const rows = await db
      .selectFrom("label_use")
      .selectAll()
      .where("label_id", "in", [...new Set(some.map(({ labelId }) => labelId))])
      .where("page", "in", [...new Set(some.map(({ manifestId }) => Math.floor(manifestId / pageSize)))])
      .execute();
    for (const row of rows) known.set(`${row.label_id} ${row.page}`, new Set(usesOf(row)));
  }
  return known;
}
