import "server-only";
import { setImmediate as pause } from "node:timers/promises";
import { sql } from "kysely";
import { database } from "@/lib/db/database";
import { inChunks } from "@/lib/registry-index/tables/in-chunks";

export type RepositorySizes = { id: number; sizeBytes: number; uniqueBytes: number; reclaimableBytes: number };

const chunk = 200;

/** Writes the measured sizes of repositories, and raises their revision so that readers notice the change. */
export async function writeRepositorySizes(sizes: readonly RepositorySizes[]): Promise<void> {
  for (const some of inChunks(sizes, chunk)) {
    const rows = some.map(
      ({ id, sizeBytes, uniqueBytes, reclaimableBytes }) =>
        sql`(cast(${id} as bigint), cast(${sizeBytes} as bigint), cast(${uniqueBytes} as bigint), cast(${reclaimableBytes} as bigint))`,
    );
    // Both databases give these names to the columns of a list of values.
    await sql`
      update repository
      set size_bytes = column2, unique_bytes = column3, reclaimable_bytes = column4, revision = revision + 1
      from (values ${sql.join(rows)}) as measured
      where repository.id = column1`.execute(database());
    await pause();
  }
}
