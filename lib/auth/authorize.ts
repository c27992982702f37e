import "server-only";
import type { Role } from "@/lib/contract/people";
import { AppError } from "@/lib/errors/app-error";
import type { Actor } from "./actor";

export type Action =
  | "registry:read"
  | "registry:sweep"
  | "tag:delete"
  | "tag:restore"
  | "policy:change"
  | "garbage-collection:read"
  | "garbage-collection:run"
  | "people:read"
  | "people:change"
  | "secret:read";

export type Resource = { registry?: string; repository?: string };

const everything: readonly Action[] = [
  "registry:read",
  "registry:sweep",
  "tag:delete",
  "tag:restore",
  "policy:change",
  "garbage-collection:read",
  "garbage-collection:run",
  "people:read",
  "people:change",
  "secret:read",
];

const allowed: Record<Role, ReadonlySet<Action>> = {
  admin: new Set(everything),
  viewer: new Set<Action>(["registry:read", "garbage-collection:read"]),
};

/** Returns true if the actor has the right, for showing or hiding what `authorize` would refuse. */
export function canDo(actor: Actor, action: Action, _resource?: Resource): boolean {
  return allowed[actor.role]?.has(action) ?? false;
}

/**
 * Checks a right; the first line of every use case. Throws `unauthenticated` without an actor, and `forbidden` if the
 * actor doesn't have the right.
 */
export function authorize(actor: Actor | null, action: Action, resource?: Resource): asserts actor is Actor {
  if (!actor) throw new AppError("unauthenticated", "Sign in to continue.");
  if (canDo(actor, action, resource)) return;
  throw new AppError("forbidden", "Your role does not allow this. Ask an administrator.", {
    context: { action, username: actor.username, ...resource },
  });
}
