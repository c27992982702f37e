import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { PolicySpec, Preview, Verdict } from "@/lib/contract/policies";
import { inWords } from "@/lib/i18n/sentences";
import { getConnection } from "@/lib/registry/connection";
import { type Assessment, assessPolicy } from "./assess-policy";
import { findLastPreview, getPolicyRow, hashRules, noPolicy, type StoredPreview, storePreview } from "./policy-store";

const mostVerdicts = 2_000;

/**
 * Returns what a policy would do now, tag by tag and with the reasons, and what is different from its last preview.
 * Changes nothing, but stores the preview: a run requires a preview of the same rules.
 */
export async function previewPolicy(actor: Actor | null, spec: PolicySpec, policyId?: string): Promise<Preview> {
  authorize(actor, "policy:change", { registry: spec.registry });
  if (policyId !== undefined) {
    const { registry } = await getPolicyRow(policyId);
    authorize(actor, "policy:change", { registry, absent: noPolicy });
  }
  getConnection(spec.registry);
  const before = policyId === undefined ? null : await findLastPreview(policyId);
  const assessment = await assessPolicy(spec);
  const stored = await storePreview(policyId ?? null, hashRules(spec), listDeletes(assessment));
  return asPreview(assessment, stored, before);
}

function listDeletes({ repositories }: Assessment): string[] {
  return repositories.flatMap(({ repository, verdicts }) =>
    verdicts.flatMap(({ tag, verdict, digest }) => (verdict === "delete" ? nameOf(repository, tag, digest) : [])),
  );
}

/** Returns what a preview stores of a tag: its name, and the digest that it named. */
export const nameOf = (repository: string, tag: string, digest: string | null) => `${repository}:${tag}@${digest}`;

function asPreview(
  { repositories, problem }: Assessment,
  stored: StoredPreview,
  before: StoredPreview | null,
): Preview {
  const all = repositories.flatMap(({ repository, verdicts }) =>
    verdicts.map((verdict) => ({ ...verdict, repository })),
  );
  const deletes = all.filter(({ verdict }) => verdict === "delete");
  const keeps = all.filter(({ verdict }) => verdict === "keep");
  const toVerdict = ({ repository, tag, verdict, because, digest }: (typeof all)[number]): Verdict[] => {
    if (verdict === "untouched") return [];
    const change = changeOf(nameOf(repository, tag, digest), verdict, before);
    return [{ repository, tag, verdict, because: because.map(inWords).join("; "), change }];
  };
  return {
    id: stored.id,
    createdAt: new Date(stored.createdAt).toISOString(),
    tags: repositories.reduce((sum, { tags }) => sum + tags, 0),
    keeps: keeps.length,
    deletes: deletes.length,
    repositories: repositories.map(({ verdicts: _, ...repository }) => repository),
    problem,
    // People who read only a part of it read what would be deleted.
    verdicts: [...deletes, ...keeps].slice(0, mostVerdicts).flatMap(toVerdict),
    truncated: deletes.length + keeps.length > mostVerdicts,
  };
}

function changeOf(name: string, verdict: "keep" | "delete", before: StoredPreview | null): Verdict["change"] {
  if (!before) return null;
  if (verdict === "delete") return before.deletes.has(name) ? null : "now-deleted";
  return before.deletes.has(name) ? "now-kept" : null;
}
