import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { recordAudit } from "@/lib/auth/record-audit";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { counted } from "@/lib/format/count";
import { getConnection } from "@/lib/registry/connection";
import { listTags } from "@/lib/registry/list-tags";
import { announceToIndex } from "@/lib/registry-index/records/index-announcements";
import { hideWhileEmpty } from "@/lib/registry-index/tags/repository-store";

/**
 * Sets whether the lists leave a repository out while it has no tags. A push to it makes it visible anyway. Throws
 * `conflict` if the repository is to be hidden and the registry lists tags of it now.
 */
export async function hideRepository(
  actor: Actor | null,
  registry: string,
  repository: string,
  hidden: boolean,
): Promise<void> {
  authorize(actor, "tag:delete", { registry, repository });
  if (hidden) await requireEmpty(registry, repository);
  await hideWhileEmpty(registry, repository, hidden);
  const action = hidden ? "repository:hide" : "repository:show";
  await recordAudit({ actor, action, registry, repository, outcome: "succeeded" });
  announceToIndex("changed", { registry, repositories: [repository] });
}

async function requireEmpty(registry: string, repository: string): Promise<void> {
  const connection = getConnection(registry);
  // An answer under way may be older than a push just before this call.
  connection.flights.forget();
  const { tags } = await listTags(connection, repository).catch((error: unknown) => {
    if (isAppError(error, "repository-not-found")) return { tags: [] };
    throw error;
  });
  if (tags.length > 0)
    throw new AppError(
      "conflict",
      `The repository is not empty: the registry lists ${counted(tags.length, "tag")} of it.`,
    );
}
