import "server-only";
import { database } from "@/lib/db/database";
import { updateRun } from "@/lib/garbage-collection/runs/runs-store";
import type { BrokenImage } from "./find-broken";

type BrokenTable = { run_id: string; repository: string; tag: string; digest: string | null; detail: string };

declare module "@/lib/db/tables" {
  interface Tables {
    collection_broken: BrokenTable;
  }
}

const mostKept = 500;
const rowsAtOnce = 100;

const table = () => database();

/** Records which images a run found broken, the first 500 by name. */
export async function recordBroken(runId: string, broken: readonly BrokenImage[]): Promise<void> {
  const byName = broken.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)).slice(0, mostKept);
  for (let start = 0; start < byName.length; start += rowsAtOnce) {
    const rows = byName.slice(start, start + rowsAtOnce).map(({ repository, tag, digest, detail }) => ({
      run_id: runId,
      repository,
      tag,
      digest,
      detail,
    }));
    await table()
      .insertInto("collection_broken")
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await updateRun(runId, { broken_count: broken.length });
}

const nameOf = ({ repository, tag }: BrokenImage) => `${repository}:${tag}`;

/** Lists the images that a run found broken, ordered by name. */
export async function listBroken(runId: string): Promise<BrokenImage[]> {
  return table()
    .selectFrom("collection_broken")
    .select(["repository", "tag", "digest", "detail"])
    .where("run_id", "=", runId)
    .orderBy("repository")
    .orderBy("tag")
    .execute();
}
