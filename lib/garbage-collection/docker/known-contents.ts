import "server-only";
import { AppError, isAppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "@/lib/registry/connection";
import { listRepositories } from "@/lib/registry/list-repositories";
import { listTags } from "@/lib/registry/list-tags";

const repositoriesLookedInto = 3;

/** Returns the names of a registry's repositories, and of the tags (`repository:tag`) in the first three of them. */
export async function findKnownContents(connection: RegistryConnection): Promise<Set<string>> {
  const { names } = await listRepositories(connection);
  const contents = new Set(names);
  for (const repository of names.slice(0, repositoriesLookedInto)) {
    const { tags } = await listTags(connection, repository).catch((error: unknown) => {
      if (isAppError(error, "repository-not-found")) return { tags: [] };
      throw error;
    });
    for (const tag of tags) contents.add(`${repository}:${tag}`);
  }
  return contents;
}

/** Throws `collection-unsafe` if the registry lacks something that it had before: its storage is then another one. */
export async function requireKnownContents(connection: RegistryConnection, before: ReadonlySet<string>): Promise<void> {
  const now = await findKnownContents(connection);
  const [missing] = [...before].filter((name) => !now.has(name));
  if (missing === undefined) return;
  throw new AppError(
    "collection-unsafe",
    `The read-only registry does not have ${missing}: it has another storage. What a registry keeps in its container, and not in a volume, nothing else can read. Nothing was removed. Move its storage to a volume.`,
  );
}
