import "server-only";
import { sql } from "kysely";
import { database } from "@/lib/db/database";
import { databaseTimeMs } from "./database-time";

type LeasesTable = { leases: { name: string; owner: string; fence: number; until_ms: number } };

declare module "@/lib/db/tables" {
  interface Tables extends LeasesTable {}
}

/** The right to do one thing, until `until_ms` by the database's clock. `fence` grows with every new holder. */
export type Lease = { name: string; owner: string; fence: number };

const leases = () => database();

/** Takes the lease if it is free or has expired; returns null while somebody holds it. */
export async function findFreeLease(name: string, owner: string, durationMs: number): Promise<Lease | null> {
  const now = databaseTimeMs();
  const taken = await leases()
    .insertInto("leases")
    .values({ name, owner, fence: 1, until_ms: sql<number>`${now} + ${sql.lit(durationMs)}` })
    .onConflict((conflict) =>
      conflict
        .column("name")
        .doUpdateSet({
          owner,
          fence: sql<number>`leases.fence + 1`,
          until_ms: sql<number>`${now} + ${sql.lit(durationMs)}`,
        })
        .where("leases.until_ms", "<=", now),
    )
    .returning(["name", "owner", "fence"])
    .executeTakeFirst();
  return taken ?? null;
}

/**
 * Extends the lease. Returns false if it has expired or somebody else holds it: then the work must stop. `alone`:
 * extends an expired lease too, because nobody else can have begun anything.
 */
export async function renewLease(lease: Lease, durationMs: number, { alone = false } = {}): Promise<boolean> {
  const now = databaseTimeMs();
  const { numUpdatedRows } = await leases()
    .updateTable("leases")
    .set({ until_ms: sql<number>`${now} + ${sql.lit(durationMs)}` })
    .where("name", "=", lease.name)
    .where("owner", "=", lease.owner)
    .where("fence", "=", lease.fence)
    .$if(!alone, (query) => query.where("until_ms", ">", now))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Gives the lease back; does nothing if somebody else holds it now. */
export async function releaseLease(lease: Lease): Promise<void> {
  await leases()
    .updateTable("leases")
    .set({ until_ms: 0 })
    .where("name", "=", lease.name)
    .where("owner", "=", lease.owner)
    .where("fence", "=", lease.fence)
    .execute();
}

/** Returns who holds the lease now, or null. */
export async function findLeaseHolder(name: string): Promise<(Lease & { until_ms: number }) | null> {
  const row = await leases()
    .selectFrom("leases")
    .selectAll()
    .where("name", "=", name)
    .where("until_ms", ">", databaseTimeMs())
    .executeTakeFirst();
  return row ?? null;
}
