import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { recordAudit } from "@/lib/auth/record-audit";
import type { AddProtection, Protection } from "@/lib/contract/protections";
import { getConnection } from "@/lib/registry/connection";
import { globMatcher } from "./glob";
import {
  getProtectionRow,
  insertProtection,
  listProtectionRows,
  noProtection,
  type ProtectionRow,
  removeProtection,
} from "./protection-store";

/** Returns the protections of a registry: which tags nobody deletes. */
export async function listProtections(actor: Actor | null, registry: string): Promise<Protection[]> {
  authorize(actor, "registry:read-all", { registry });
  return (await listProtectionRows(getConnection(registry).config.name)).map(fromRow);
}

/** Protects the matching tags, from now on and from everybody. Throws `invalid-request` if a pattern is not valid. */
export async function addProtection(actor: Actor | null, body: AddProtection): Promise<Protection> {
  const { registry, repositories, tags } = body;
  authorize(actor, "policy:change", { registry });
  getConnection(registry);
  globMatcher(repositories, { parts: true });
  globMatcher(tags);
  const row = await insertProtection({ registry, repositories, tags, created_by: actor.username });
  await recordAudit({
    actor,
    action: "protection:add",
    registry,
    subject: `${repositories}:${tags}`,
    outcome: "succeeded",
  });
  return fromRow(row);
}

/** Lifts a protection. Throws `not-found`. */
export async function liftProtection(actor: Actor | null, id: string): Promise<void> {
  const { registry, repositories, tags } = await getProtectionRow(id);
  authorize(actor, "policy:change", { registry, absent: noProtection });
  await removeProtection(id);
  await recordAudit({
    actor,
    action: "protection:lift",
    registry,
    subject: `${repositories}:${tags}`,
    outcome: "succeeded",
  });
}

function fromRow({ id, registry, repositories, tags, created_at, created_by }: ProtectionRow): Protection {
  return { id, registry, repositories, tags, createdAt: new Date(created_at).toISOString(), createdBy: created_by };
}
