import "server-only";
import { database, isPostgres } from "@/lib/db/database";

type SecretTables = { shared_secret: { name: string; value: string } };

declare module "@/lib/db/tables" {
  interface Tables extends SecretTables {}
}

const name = "secret-key";

/**
 * The secret of every console on this database: the first one's own. On SQLite, which one console has for itself, it
 * stays `own`. Sessions made by one are then good at all, and registries notify any of them.
 */
export async function agreeOnSecret(own: string): Promise<string> {
  if (!isPostgres()) return own;
  const secrets = database();
  await secrets
    .insertInto("shared_secret")
    .values({ name, value: own })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
  const { value } = await secrets
    .selectFrom("shared_secret")
    .select("value")
    .where("name", "=", name)
    .executeTakeFirstOrThrow();
  return value;
}
