import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { DeletionList } from "@/lib/contract/deletions";
import { describeDeletions } from "@/lib/deletion/describe-deletion";
import { offsetOf, pageFrom } from "@/lib/paging/number-cursor";
import { deletionsOf, getPolicyRunRow, noPolicyRun } from "./policy-run-store";

/** Returns what a run has deleted, repository by repository, in the order of the run. Throws `not-found`. */
export async function listRunDeletions(
  actor: Actor | null,
  id: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<DeletionList> {
  const run = await getPolicyRunRow(id);
  authorize(actor, "registry:read-all", { registry: run.registry, absent: noPolicyRun });
  const deletions = deletionsOf(run);
  const from = offsetOf(page);
  return pageFrom(await describeDeletions(deletions.slice(from, from + page.limit)), deletions.length, page);
}
