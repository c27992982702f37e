import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { findPerson } from "@/lib/auth/people-store";
import { recordAudit } from "@/lib/auth/record-audit";
import type { AccessRole, AddGrant, Grant, GrantQuery, Subject } from "@/lib/contract/access";
import { database } from "@/lib/db/database";
import { AppError } from "@/lib/errors/app-error";
import { isoTime } from "@/lib/format/iso-time";
import { getConnection } from "@/lib/registry/connection";
import { findGrantRow, type GrantRow, insertGrant, listGrantRows, removeGrant } from "./grants-store";
import { everyRegistry, type HeldGrant, includesPattern, includesRole, matcherOf } from "./held-grants";
import { findTeam } from "./teams-store";

type Reach = { registry: string; pattern: string; role: AccessRole };
type Giving = Reach & { expiresAt: number | null };

/** Returns the grants that the actor may change or, for an auditor, all; the newest first. */
export async function listGrants(actor: Actor | null, query: GrantQuery): Promise<Grant[]> {
  authorize(actor, "registry:read");
  const rows = (await listGrantRows()).filter((row) => actor.role !== "member" || mayGrant(actor, row));
  return rows.map(describeGrant).filter((grant) => isWanted(grant, query));
}

/**
 * Gives a role to somebody. Throws `invalid-request` for a pattern that is not valid, `not-found` for a subject that
 * doesn't exist, and `forbidden` for what the actor doesn't hold as an owner.
 */
export async function addGrant(actor: Actor | null, body: AddGrant): Promise<Grant> {
  authorize(actor, "access:change");
  const { registry, pattern, role } = body;
  if (registry !== everyRegistry) {
    authorize(actor, "registry:read", { registry });
    getConnection(registry);
  }
  requirePattern(pattern.replaceAll("{user}", "user"));
  const expiresAt = body.expiresAt === null ? null : Date.parse(body.expiresAt);
  requireHeld(actor, { ...body, expiresAt });
  // Otherwise a grant that ends, or a team that is left, would not take back what it gave.
  if (actor.role === "member" && body.subject.kind === "person" && body.subject.name === actor.username)
    throw new AppError("forbidden", "You may not grant anything to yourself.");
  if (expiresAt !== null && expiresAt <= Date.now())
    throw new AppError("invalid-request", "body.expiresAt: must be in the future");
  const subjectId = await findSubjectId(body.subject);
  const id = await database()
    .transaction()
    .execute(async (trx) => {
      const added = await insertGrant(
        {
          registry,
          pattern,
          subject_kind: body.subject.kind,
          subject_id: subjectId,
          role,
          expires_at: expiresAt,
          created_by: actor.username,
        },
        trx,
      );
      await recordAudit({ actor, action: "grant:add", ...auditOf({ ...body, id: added }) }, trx);
      return added;
    });
  return describeGrant((await findGrantRow(id)) as GrantRow);
}

/** Takes a grant away. Throws `not-found` for one that doesn't exist, or that the actor may not see. */
export async function deleteGrant(actor: Actor | null, id: string): Promise<void> {
  authorize(actor, "access:change");
  const row = await findGrantRow(id);
  if (!row || (actor.role === "member" && !mayGrant(actor, row))) throw noGrant();
  const { registry, pattern, role } = row;
  const subject = { kind: row.subject_kind, name: row.subject_name };
  await database()
    .transaction()
    .execute(async (trx) => {
      if (!(await removeGrant(id, trx))) throw noGrant();
      await recordAudit({ actor, action: "grant:remove", ...auditOf({ id, registry, pattern, role, subject }) }, trx);
    });
}

const noGrant = () => new AppError("not-found", "This grant does not exist.");

function auditOf({ id, registry, pattern, role, subject }: Reach & { id: string; subject: Subject }) {
  const of = registry === everyRegistry ? null : registry;
  const detail = { registry, pattern, role, subject };
  return { registry: of, subject: id, outcome: "succeeded", detail } as const;
}

// A comma outside braces would be an alternative, and belong to no literal beginning.
const plain = /^(?:[^{},]|\{[^{}]*\})+$/;

function requirePattern(pattern: string): void {
  if (!plain.test(pattern))
    throw new AppError("invalid-request", "body.pattern: has a comma or brace that stands alone");
  matcherOf(pattern);
}

/** Nobody grants more than they hold: an owner of a pattern grants any role on what the pattern certainly includes. */
function mayGrant(actor: Actor, reach: Reach): boolean {
  return actor.role === "admin" || owning(actor, reach).length > 0;
}

function owning(actor: Actor, { registry, pattern, role }: Reach): HeldGrant[] {
  return (actor.grants ?? []).filter(
    (held) =>
      includesRole(held.role, "owner") &&
      includesRole(held.role, role) &&
      (held.registry === everyRegistry || held.registry === registry) &&
      includesPattern(held.pattern, pattern),
  );
}

function requireHeld(actor: Actor, { expiresAt, ...reach }: Giving): void {
  if (actor.role === "admin") return;
  const ends = owning(actor, reach).map((held) => held.expiresAt ?? Number.POSITIVE_INFINITY);
  const last = Math.max(Number.NEGATIVE_INFINITY, ...ends);
  if ((expiresAt ?? Number.POSITIVE_INFINITY) <= last) return;
  const { registry, pattern } = reach;
  if (ends.length > 0)
    throw new AppError(
      "forbidden",
      `You own ${pattern} until ${new Date(last).toISOString()}: a grant must end by then.`,
    );
  const where = registry === everyRegistry ? pattern : `${pattern} of ${registry}`;
  throw new AppError("forbidden", `You may not grant access to ${where}: you are not an owner of all of it.`, {
    context: { username: actor.username, ...reach },
  });
}

async function findSubjectId({ kind, name }: Subject): Promise<string> {
  if (kind === "signed-in" || kind === "everyone") {
    if (name === "") return "";
    throw new AppError("invalid-request", `body.subject.name: must be empty for ${kind}`);
  }
  const found = kind === "person" ? await findPerson(name) : await findTeam(name);
  if (!found) throw new AppError("not-found", `There is no ${kind} named ${name}.`);
  return found.id;
}

function isWanted(grant: Grant, { registry, pattern, subject }: GrantQuery): boolean {
  const { kind, name } = grant.subject;
  const isSame = (wanted: string | undefined, value: string) => wanted === undefined || wanted === value;
  return (
    isSame(registry, grant.registry) &&
    isSame(pattern, grant.pattern) &&
    isSame(subject, name === "" ? kind : `${kind}:${name}`)
  );
}

/** Returns a grant as people see it. */
export function describeGrant(row: GrantRow): Grant {
  return {
    id: row.id,
    registry: row.registry,
    pattern: row.pattern,
    subject: { kind: row.subject_kind, name: row.subject_name },
    role: row.role,
    expiresAt: isoTime(row.expires_at),
    createdAt: new Date(row.created_at).toISOString(),
    createdBy: row.created_by,
  };
}
