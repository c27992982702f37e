import "server-only";
import { grantsOn, holdsSome, holdsWhole, includesRole } from "@/lib/access/held-grants";
import { getConfig } from "@/lib/config/config";
import type { AccessRole } from "@/lib/contract/access";
import { AppError } from "@/lib/errors/app-error";
import type { Actor } from "./actor";

export type Action =
  | "registry:read"
  | "registry:read-all"
  | "registry:sweep"
  | "tag:delete"
  | "tag:restore"
  | "policy:change"
  | "garbage-collection:read"
  | "garbage-collection:run"
  | "access:change"
  | "people:read"
  | "people:change"
  | "secret:read";

export type Resource = {
  registry?: string;
  repository?: string;
  /** What is said of something with an ID, if the actor may not see where it belongs: that it doesn't exist. */
  absent?: string;
};

type Rule = {
  /** The least role of a grant that allows it; null if no grant does. */
  role: AccessRole | null;
  /** Concerns a registry as a whole: needs a grant for all of it. */
  whole?: boolean;
  /** Auditors see everything, and change nothing. */
  reads?: boolean;
  /** Completes "You may not …". */
  what: string;
};

const rules: Record<Action, Rule> = {
  "registry:read": { role: "reader", reads: true, what: "see this" },
  "registry:read-all": { role: "reader", whole: true, reads: true, what: "see the registry as a whole" },
  "registry:sweep": { role: "maintainer", whole: true, what: "have the registry indexed" },
  "tag:delete": { role: "maintainer", what: "delete here" },
  "tag:restore": { role: "maintainer", what: "restore here" },
  "policy:change": { role: "maintainer", whole: true, what: "change policies and protections" },
  "garbage-collection:read": { role: "reader", whole: true, reads: true, what: "see garbage collections" },
  "garbage-collection:run": { role: "owner", whole: true, what: "run garbage collections" },
  "access:change": { role: "owner", what: "change who has access" },
  "people:read": { role: null, reads: true, what: "see accounts" },
  "people:change": { role: null, what: "change accounts" },
  "secret:read": { role: null, what: "see secrets" },
};

/**
 * Returns true if the actor has the right, for showing or hiding what `authorize` would refuse. Without a repository,
 * the question is about the registry as a whole, but for `registry:read`: whether the actor sees anything of it. Without
 * a registry, it is whether there is anything for which the actor has the right.
 */
export function canDo(actor: Actor, action: Action, { registry, repository }: Resource = {}): boolean {
  const { role, whole = false, reads = false } = rules[action];
  if (actor.role === "admin") return true;
  if (actor.role === "auditor") return reads;
  if (actor.role !== "member" || role === null) return false;
  const grants = actor.grants ?? [];
  // A list of everything holds what the actor may see, which may be nothing.
  if (registry === undefined) return action === "registry:read" || grants.some((grant) => fits(grant, role, whole));
  if (repository !== undefined && !whole) return grantsOn(grants, role, registry, repository).length > 0;
  return action === "registry:read" ? holdsSome(grants, registry) : holdsWhole(grants, role, registry);
}

function fits(grant: { pattern: string; role: AccessRole }, role: AccessRole, whole: boolean): boolean {
  return includesRole(grant.role, role) && (!whole || grant.pattern === "**");
}

/**
 * Checks a right; the first line of every use case. Throws `unauthenticated` without an actor. What the actor may not
 * see is answered like what doesn't exist: `registry-not-found`, `repository-not-found`. Throws `forbidden` if the actor
 * sees it and doesn't have the right.
 */
export function authorize(actor: Actor | null, action: Action, resource: Resource = {}): asserts actor is Actor {
  if (!actor) throw new AppError("unauthenticated", "Sign in to continue.");
  const { registry, repository } = resource;
  // Something with an ID that belongs to a registry as a whole is seen by those who see all of that.
  const seeing = resource.absent !== undefined && repository === undefined ? "registry:read-all" : "registry:read";
  if (registry !== undefined && !canDo(actor, seeing, resource)) throw notSeen(actor, resource);
  if (canDo(actor, action, resource)) return;
  throw new AppError("forbidden", refusal(actor, action, resource), {
    context: { action, username: actor.username, registry, repository },
  });
}

function notSeen(actor: Actor, { registry = "", repository, absent }: Resource): AppError {
  if (absent !== undefined) return new AppError("not-found", absent);
  if (repository !== undefined && canDo(actor, "registry:read", { registry }))
    return noRepository(registry, repository);
  return new AppError("registry-not-found", "The configuration has no registry with that name.");
}

/** Returns the error for a repository that doesn't exist, or that the actor may not see. */
export function noRepository(registry: string, repository: string): AppError {
  const title = getConfig().registries.find(({ name }) => name === registry)?.title ?? registry;
  return new AppError("repository-not-found", `${title} has no repository ${repository}.`);
}

function refusal(actor: Actor, action: Action, { registry, repository }: Resource): string {
  const { role, whole = false, what } = rules[action];
  if (actor.role === "auditor" || role === null)
    return `You may not ${what}: your account is ${actor.role === "auditor" ? "an auditor" : "a member"}. Ask an administrator.`;
  const isWhole = whole || repository === undefined;
  const where = isWhole ? (registry === undefined ? "for a registry" : `for all of ${registry}`) : `for ${repository}`;
  const who = isWhole ? "An administrator" : "An owner of it, or an administrator,";
  return `You may not ${what}. That needs the role ${role} ${where}. ${who} can give it to you.`;
}
