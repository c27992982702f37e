import "server-only";
import { database } from "@/lib/db/database";
import { processWide } from "@/lib/process/process-wide";

export type RepositoryName = { id: number; registry: string; name: string };

type Kept = { revision: string; names: Promise<RepositoryName[]> };

/** Returns the name of every repository in the index, read again when a repository was added or removed. */
export async function getRepositoryNames(): Promise<RepositoryName[]> {
  const kept = processWide<{ current: Kept | null }>("search-repositories", () => ({ current: null }));
  const revision = await findRevision();
  if (kept.current?.revision === revision) return kept.current.names;
  const current = { revision, names: read() };
  kept.current = current;
  current.names.catch(() => {
    if (kept.current === current) kept.current = null;
  });
  return current.names;
}

// An id is never given twice, so the replacement of one repository by another shows.
async function findRevision(): Promise<string> {
  const { count, last } = await database()
    .selectFrom("repository")
    .select((eb) => [eb.fn.countAll().as("count"), eb.fn.max("id").as("last")])
    .executeTakeFirstOrThrow();
  return `${count} ${last}`;
}

function read(): Promise<RepositoryName[]> {
  return database().selectFrom("repository").select(["id", "registry", "name"]).execute();
}
