import "server-only";
import { database, isPostgres } from "@/lib/db/database";

type SecretTables = { shared_secret: { name: string; value: string } };

declare module "@/lib/db/tables" {
  interface Tables extends SecretTables {}
}

const name = "secret-key";

/**
 * Returns the secret that all consoles on this database share, that of the first one: so every console accepts sessions
 * made by another, and registries can notify any of them. On SQLite, which only one console uses, it is `own`.
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
