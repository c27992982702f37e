import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { checkHealth } from "@/lib/registry/check-health";
import type { RegistryConnection } from "@/lib/registry/connection";
import { listRepositories } from "@/lib/registry/list-repositories";
import { type PushAnswer, probePush } from "@/lib/registry/probe-push";

/** Where a probe begins an upload when the registry holds nothing yet; a read-only registry doesn't store it. */
const emptyRegistryRepository = "shipshape/probe";

/**
 * What the registry does with a push that begins now; an upload that it accepts is cancelled. Null for a registry
 * without repositories, where it would leave one behind.
 */
export async function findPushAnswer(connection: RegistryConnection): Promise<PushAnswer | null> {
  const { names } = await listRepositories(connection);
  return names[0] === undefined ? null : probePush(connection, names[0]);
}

/**
 * Throws `registry-writable` unless the registry refuses pushes for everybody. A refusal for want of rights proves
 * nothing about others, and a pull-through cache stores something with every pull.
 */
export async function requireReadOnly(connection: RegistryConnection): Promise<void> {
  const { names } = await listRepositories(connection);
  const answer = await probePush(connection, names[0] ?? emptyRegistryRepository);
  if (answer === "read-only") return;
  const reasons = {
    accepted: "It accepted the beginning of a push",
    refused: "The console's account may not push, so that there is no telling whether others may",
    "pull-through-cache": "It is a pull-through cache, which stores something with every pull",
  };
  throw new AppError(
    "registry-writable",
    `${reasons[answer]}. A push during a collection loses layers. Make the registry read-only in a "before" step of the collector's configuration, or set allowWritable to take the risk.`,
  );
}

/** Throws `registry-writable` where the registry still answers: stopped, it can't take a push from anybody. */
export async function requireStopped(connection: RegistryConnection): Promise<void> {
  const { state, detail } = await checkHealth(connection, { refresh: true });
  // A gateway in front of it answers that nobody is behind it.
  if (state === "down" || (state === "degraded" && /\b50[234]\b/.test(detail ?? ""))) return;
  throw new AppError(
    "registry-writable",
    "The registry should be stopped and still answers: another instance may be behind its address. A push during a collection loses layers.",
  );
}
