import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize, canDo } from "@/lib/auth/authorize";
import { findPerson } from "@/lib/auth/people-store";
import type { AccessAction, AccessRole, Subject, Why, WhyQuery } from "@/lib/contract/access";
import { AppError } from "@/lib/errors/app-error";
import { getConnection } from "@/lib/registry/connection";
import { listGrantRows, listHeldGrants } from "./grants-store";
import { everyRegistry, grantsOn, includesRole, matcherOf } from "./held-grants";

const needed: Record<AccessAction, AccessRole> = {
  read: "reader",
  push: "writer",
  delete: "maintainer",
  restore: "maintainer",
  grant: "owner",
};

/**
 * Returns whether a person may do something with a repository, and by which grants; if not, which role is missing and
 * who can give it. People ask about themselves; owners of the repository, and those who see accounts, about everybody.
 * Throws `not-found` for a person who doesn't exist.
 */
export async function explainAccess(actor: Actor | null, query: WhyQuery): Promise<Why> {
  const { registry, repository, action } = query;
  authorize(actor, "registry:read", { registry });
  getConnection(registry);
  if (query.person !== actor.username && !canDo(actor, "people:read"))
    authorize(actor, "access:change", { registry, repository });
  const person = await findPerson(query.person);
  if (!person) throw new AppError("not-found", `There is no person named ${query.person}.`);
  const role = needed[action];
  const isEnabled = person.disabled === 0;
  const byRole = person.role === "admin" || (person.role === "auditor" && action === "read");
  if (isEnabled && byRole) {
    const subject = { kind: "person", name: person.username } as const;
    return { allowed: true, because: [{ grant: null, subject, role: person.role }], missing: null };
  }
  const held = isEnabled && person.role === "member" ? await listHeldGrants(person.id, person.username) : [];
  const giving = grantsOn(held, role, registry, repository);
  if (giving.length > 0)
    return {
      allowed: true,
      because: giving.map((grant) => ({ grant: grant.id, subject: grant.subject, role: grant.role })),
      missing: null,
    };
  // Whoever may not see the repository is not told whose it is.
  const sees = canDo(actor, "registry:read", { registry, repository });
  return { allowed: false, because: [], missing: { role, owners: sees ? await findOwners(registry, repository) : [] } };
}

async function findOwners(registry: string, repository: string): Promise<Subject[]> {
  const owners = (await listGrantRows()).filter(
    (row) =>
      includesRole(row.role, "owner") &&
      (row.registry === everyRegistry || row.registry === registry) &&
      (row.expires_at === null || row.expires_at > Date.now()) &&
      !row.pattern.includes("{user}") &&
      matcherOf(row.pattern)(repository),
  );
  const unique = new Map(owners.map((row) => [`${row.subject_kind} ${row.subject_name}`, row]));
  return [...unique.values()].map((row) => ({ kind: row.subject_kind, name: row.subject_name }));
}
