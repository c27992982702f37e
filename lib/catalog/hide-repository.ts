import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { recordAudit } from "@/lib/auth/record-audit";
import { announceToIndex } from "./index-announcements";
import { hideWhileEmpty } from "./repository-store";

/** Has the lists leave a repository out while it has no tags, or show it again. What is pushed to it shows it anyway. */
export async function hideRepository(
  actor: Actor | null,
  registry: string,
  repository: string,
  hidden: boolean,
): Promise<void> {
  authorize(actor, "tag:delete", { registry, repository });
  await hideWhileEmpty(registry, repository, hidden);
  const action = hidden ? "repository:hide" : "repository:show";
  await recordAudit({ actor, action, registry, repository, outcome: "succeeded" });
  announceToIndex("changed", { registry, repositories: [repository] });
}
