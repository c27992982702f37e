import "server-only";
import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool, sql } from "kysely";
import { sees, wholeRegistries } from "@/lib/access/see";
import type { Actor } from "@/lib/auth/actor";
import { database } from "@/lib/db/database";
import { isOneOf } from "@/lib/db/is-one-of";
import type { DeletionTables } from "./deletion-tables";

type Condition = (
  eb: ExpressionBuilder<DeletionTables, "deletion">,
) => ExpressionWrapper<DeletionTables, "deletion", SqlBool>;

/** Returns the condition that the actor may see the repository of a deletion; null if that is so for all. */
export async function deletionsInSight(actor: Actor): Promise<Condition | null> {
  if (wholeRegistries(actor) === null) return null;
  const places = await database().selectFrom("deletion").select(["registry", "repository"]).distinct().execute();
  const seen = places.filter(({ registry, repository }) => sees(actor, registry, repository));
  const byRegistry = [...Map.groupBy(seen, ({ registry }) => registry)];
  return (eb) =>
    eb.or([
      sql<boolean>`1 = 0`,
      ...byRegistry.map(([registry, some]) =>
        eb.and([
          eb("deletion.registry", "=", registry),
          isOneOf(
            "deletion.repository",
            some.map(({ repository }) => repository),
          ),
        ]),
      ),
    ]);
}
