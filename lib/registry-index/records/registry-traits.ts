import "server-only";
import { database } from "@/lib/db/database";
import type { Migrations } from "@/lib/db/migrate";
import type { RegistryConnection } from "@/lib/registry/connection";
import { type Capabilities, getCapabilities } from "@/lib/registry/get-capabilities";

/**
 * Behaviour of a registry that contradicts what it says: it confirmed a delete by tag or by digest, and the tag stayed.
 */
export type RegistryTrait = "keeps-tags-by-tag" | "keeps-tags-by-digest";

type TraitTables = { registry_trait: { registry: string; trait: RegistryTrait; seen_at: number } };

declare module "@/lib/db/tables" {
  interface Tables extends TraitTables {}
}

// Registries are repaired and replaced: after a day the next delete, of one tag, finds out again.
const goodForMs = 24 * 60 * 60_000;

export const traitMigrations: Migrations = {
  "2026-12-07-registry-traits": {
    async up(db) {
      await db.schema
        .createTable("registry_trait")
        .addColumn("registry", "text", (column) => column.notNull())
        .addColumn("trait", "text", (column) => column.notNull())
        .addColumn("seen_at", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("registry_trait_key", ["registry", "trait"])
        .execute();
    },
  },
};

const tables = () => database();

export async function recordTrait(registry: string, trait: RegistryTrait): Promise<void> {
  await tables()
    .insertInto("registry_trait")
    .values({ registry, trait, seen_at: Date.now() })
    .onConflict((conflict) => conflict.columns(["registry", "trait"]).doUpdateSet({ seen_at: Date.now() }))
    .execute();
}

/** Returns the traits that were seen within the last day. */
export async function findTraits(registry: string): Promise<Set<RegistryTrait>> {
  const rows = await tables()
    .selectFrom("registry_trait")
    .select("trait")
    .where("registry", "=", registry)
    .where("seen_at", ">", Date.now() - goodForMs)
    .execute();
  return new Set(rows.map(({ trait }) => trait));
}

/**
 * Returns what the registry can do: what `getCapabilities` returns, minus what the registry was seen not to do. Throws
 * what `getCapabilities` throws.
 */
export async function getKnownCapabilities(
  connection: RegistryConnection,
  options: Parameters<typeof getCapabilities>[1] = {},
): Promise<Capabilities> {
  const [said, traits] = await Promise.all([getCapabilities(connection, options), findTraits(connection.config.name)]);
  const deleteTag = said.deleteTag && !traits.has("keeps-tags-by-tag");
  const deleteManifest = said.deleteManifest && !traits.has("keeps-tags-by-digest");
  const offeredOnly = (said.deleteTag || said.deleteManifest) && !deleteTag && !deleteManifest;
  const deleteBlockedBy = offeredOnly ? keepsTags(connection.config.title) : said.deleteBlockedBy;
  return { ...said, deleteTag, deleteManifest, deleteBlockedBy };
}

const keepsTags = (title: string): Capabilities["deleteBlockedBy"] => ({
  code: "delete-ignored",
  detail: `${title} confirms deletes but keeps the tags. Delete them with the registry's own tools, or fix the registry. The console tries again after a day.`,
});
