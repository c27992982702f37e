import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Selectable } from "kysely";
import { z } from "zod";
import type { PolicySpec } from "@/lib/contract/policies";
import { policySpecSchema } from "@/lib/contract/policies";
import { database } from "@/lib/db/database";
import { fromStored } from "@/lib/db/stored-json";
import { AppError } from "@/lib/errors/app-error";

type PolicyTable = {
  id: string;
  registry: string;
  /** JSON of a PolicySpec. */
  spec: string;
  created_at: number;
  changed_at: number;
  changed_by: string;
  /** When its schedule last ran it. */
  ran_at: number | null;
};
type PreviewTable = {
  id: string;
  /** Null if the policy was not saved when it was previewed. */
  policy_id: string | null;
  rules_hash: string;
  created_at: number;
  /** Deflated JSON: what would be deleted, each as `repository:tag@digest`. */
  deletes: Buffer;
};

declare module "@/lib/db/tables" {
  interface Tables {
    policy: PolicyTable;
    policy_preview: PreviewTable;
  }
}

export type PolicyRow = Selectable<PolicyTable>;

const tables = () => database();
const keepPreviewsMs = 30 * 24 * 60 * 60_000;
const mostUnpackedBytes = 256 * 1024 * 1024;

/** Returns a hash of everything that decides what is deleted. A schedule or a name can change without another look. */
export function hashRules({ registry, repositories, tags, keep, withReferrers, removeManifests }: PolicySpec): string {
  const rules = [registry, repositories, tags, keep, withReferrers, removeManifests ?? null];
  return createHash("sha256").update(JSON.stringify(rules)).digest("hex");
}

export function listPolicyRows(): Promise<PolicyRow[]> {
  return tables().selectFrom("policy").selectAll().orderBy("created_at").orderBy("id").execute();
}

export const noPolicy = "This policy does not exist.";

/** Returns a policy. Throws `not-found`. */
export async function getPolicyRow(id: string): Promise<PolicyRow> {
  const row = await tables().selectFrom("policy").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new AppError("not-found", noPolicy);
  return row;
}

export const specOf = (row: PolicyRow): PolicySpec => fromStored(policySpecSchema, row.spec);

/** Adds a policy or, with `id`, changes one. Throws `not-found` if there is none with that id. */
export async function savePolicy(spec: PolicySpec, by: string, id?: string): Promise<PolicyRow> {
  const now = Date.now();
  const changes = { registry: spec.registry, spec: JSON.stringify(spec), changed_at: now, changed_by: by };
  if (id === undefined) {
    const row = { ...changes, id: randomUUID(), created_at: now, ran_at: null };
    await tables().insertInto("policy").values(row).execute();
    return row;
  }
  await tables().updateTable("policy").set(changes).where("id", "=", id).execute();
  return getPolicyRow(id);
}

export async function removePolicy(id: string): Promise<void> {
  await tables().deleteFrom("policy").where("id", "=", id).execute();
}

/**
 * Records that the policy runs for the time at which it was due. Returns false if another console recorded that first:
 * then that console runs it.
 */
export async function claimDue(id: string, ranBefore: number | null, now: number): Promise<boolean> {
  const { numUpdatedRows } = await tables()
    .updateTable("policy")
    .set({ ran_at: now })
    .where("id", "=", id)
    .where("ran_at", ranBefore === null ? "is" : "=", ranBefore)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export type StoredPreview = { id: string; rulesHash: string; createdAt: number; deletes: Set<string> };

/** Stores what would be deleted, and deletes previews that are older than 30 days. */
export async function storePreview(
  policyId: string | null,
  rulesHash: string,
  deletes: readonly string[],
): Promise<StoredPreview> {
  const now = Date.now();
  const row = { id: randomUUID(), policy_id: policyId, rules_hash: rulesHash, created_at: now };
  const bytes = deflateRawSync(JSON.stringify(deletes));
  // The last preview of a policy stays, however old it is, because the next run is compared with it.
  await tables()
    .deleteFrom("policy_preview")
    .where("created_at", "<", now - keepPreviewsMs)
    .where((eb) =>
      eb.or([
        eb("policy_id", "is", null),
        eb(
          "created_at",
          "<",
          eb
            .selectFrom("policy_preview as other")
            .select(({ fn }) => fn.max("other.created_at").as("at"))
            .whereRef("other.policy_id", "=", "policy_preview.policy_id"),
        ),
      ]),
    )
    .execute();
  await tables()
    .insertInto("policy_preview")
    .values({ ...row, deletes: bytes })
    .execute();
  return { id: row.id, rulesHash, createdAt: now, deletes: new Set(deletes) };
}

/** Returns the latest preview of a policy, or null. */
export async function findLastPreview(policyId: string): Promise<StoredPreview | null> {
  const row = await tables()
    .selectFrom("policy_preview")
    .selectAll()
    .where("policy_id", "=", policyId)
    .orderBy("created_at", "desc")
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** Returns a preview, or null if it has been deleted. */
export async function findPreview(id: string): Promise<StoredPreview | null> {
  const row = await tables().selectFrom("policy_preview").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? fromRow(row) : null;
}

function fromRow({ id, rules_hash, created_at, deletes }: Selectable<PreviewTable>): StoredPreview {
  const text = inflateRawSync(deletes, { maxOutputLength: mostUnpackedBytes }).toString();
  return {
    id,
    rulesHash: rules_hash,
    createdAt: Number(created_at),
    deletes: new Set(fromStored(z.array(z.string()), text)),
  };
}
