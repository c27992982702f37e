import "server-only";
import type { StorageSample } from "@/lib/contract/storage";
import { database } from "@/lib/db/database";
import { dayName } from "./internal/utc-day";

const mostDays = 400;

/** Lists the samples of a registry, the oldest first; of more than 400, only the latest 400. */
export async function listSamples(registry: string): Promise<StorageSample[]> {
  const rows = await database()
    .selectFrom("storage_sample")
    .selectAll()
    .where("registry", "=", registry)
    .orderBy("day", "desc")
    .limit(mostDays)
    .execute();
  return rows.reverse().map((row) => ({
    day: dayName(row.day),
    sizeBytes: row.size_bytes,
    reclaimableBytes: row.reclaimable_bytes,
    repositories: row.repositories,
    tags: row.tags,
    complete: row.complete === 1,
  }));
}
