import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize, canDo } from "@/lib/auth/authorize";
import type { Deletion } from "@/lib/contract/deletion";
import { resolveReference } from "@/lib/images/resolve-reference";
import { getConnection } from "@/lib/registry/connection";
import { makePlan } from "./make-plan";

const maxAgeMs = 30_000;

/** What deleting the tag would do, and why it can't be done where that is so. Changes nothing. */
export async function planTagDeletion(
  actor: Actor | null,
  registry: string,
  repository: string,
  tag: string,
): Promise<Deletion> {
  authorize(actor, "registry:read", { registry, repository });
  const connection = getConnection(registry);
  const { digest } = await resolveReference(connection, repository, tag);
  const plan = await makePlan(connection, repository, { tag, digest }, { maxAgeMs, probeAnew: false });
  if (canDo(actor, "tag:delete")) return plan;
  return {
    ...plan,
    blockedBy: { type: "/problems/forbidden", detail: "Your role may look, but not delete. Ask an administrator." },
  };
}
