import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize, canDo } from "@/lib/auth/authorize";
import type { RevertPlan } from "@/lib/contract/tag-history";
import { problemOf } from "@/lib/errors/problem";
import { getConnection } from "@/lib/registry/connection";
import { prepareRevert } from "./prepare-revert";

/**
 * Returns what reverting a tag to what it named before would do, and what prevents it, if anything. Changes nothing;
 * `signal` aborts it.
 */
export async function planRevert(
  actor: Actor | null,
  registry: string,
  repository: string,
  tag: string,
  digest: string,
  options: { signal?: AbortSignal } = {},
): Promise<RevertPlan> {
  authorize(actor, "registry:read", { registry, repository });
  const plan = await prepareRevert(getConnection(registry), { registry, repository, tag }, digest, options);
  return canDo(actor, "tag:restore", { registry, repository }) ? plan : { ...plan, blockedBy: forbidden };
}

const forbidden = problemOf("forbidden", "Your role does not allow moving tags. Ask an administrator.");
