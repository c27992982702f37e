import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { SteppedRunner } from "@/lib/garbage-collection/runner/runner";
import { askEverywhere } from "@/lib/registry/ask-everywhere";
import type { RegistryConnection } from "@/lib/registry/connection";
import { isStopped } from "@/lib/registry/is-stopped";
import { listRepositories } from "@/lib/registry/list-repositories";
import { type PushAnswer, probePush } from "@/lib/registry/probe-push";

/** The repository in which a probe begins an upload if the registry is empty; a read-only registry doesn't store it. */
const emptyRegistryRepository = "shipshape/probe";

/**
 * Returns what the registry does with a push that begins now; an upload that it accepts is cancelled. Null for a
 * registry without repositories, where the upload would leave one behind.
 */
export async function findPushAnswer(connection: RegistryConnection): Promise<PushAnswer | null> {
  const { names } = await listRepositories(connection);
  return names[0] === undefined ? null : probePush(connection, names[0]);
}

type Closing = Pick<SteppedRunner, "connection" | "makeReadOnly" | "hasOwnSteps">;

function adviceFor({ makeReadOnly, hasOwnSteps }: Closing): string {
  if (makeReadOnly === null)
    return 'Make it read-only by a "before" step in the configuration, and writable again by "after", or set allowWritable to take the risk.';
  if (hasOwnSteps)
    return 'The "before" step of the configuration is there to make it read-only: the log has what that printed.';
  return "It had been made read-only just before, so something else answers at its address: another instance, or a registry that is not the one in the configuration.";
}

/**
 * Returns an answer that is not as required, or null if all are. The open connection is asked first; the other
 * instances that may be behind the same name are asked only if its answer is as required.
 */
async function findOtherAnswer<T>(
  connection: RegistryConnection,
  ask: (connection: RegistryConnection) => Promise<T>,
  isAsItMustBe: (answer: T) => boolean,
): Promise<T | null> {
  const first = await ask(connection);
  if (!isAsItMustBe(first)) return first;
  return (await askEverywhere(connection, ask)).find((answer) => !isAsItMustBe(answer)) ?? null;
}

/**
 * Throws `registry-writable` unless every instance of the registry refuses pushes from everybody. A refusal for lack of
 * rights proves nothing about other users, and a pull-through cache stores something with every pull.
 */
export async function requireReadOnly(runner: Closing): Promise<void> {
  const { connection } = runner;
  const { names } = await listRepositories(connection);
  const probe = (through: RegistryConnection) => probePush(through, names[0] ?? emptyRegistryRepository);
  const answer = (await findOtherAnswer(connection, probe, (found) => found === "read-only")) ?? "read-only";
  if (answer === "read-only") return;
  const reasons = {
    accepted: `It accepted the beginning of a push. A push during a collection loses layers. ${adviceFor(runner)}`,
    refused:
      "The console's account may not push, so that there is no telling whether others may. Give it that right: a push that is begun and cancelled shows whether the registry is read-only.",
    "pull-through-cache":
      "It is a pull-through cache, which stores something with every pull: what it stores during a collection loses layers.",
  };
  throw new AppError("registry-writable", reasons[answer]);
}

/** Throws `registry-writable` if the registry still answers: a stopped registry can't accept a push from anybody. */
export async function requireStopped(connection: RegistryConnection): Promise<void> {
  if ((await findOtherAnswer(connection, isStopped, (stopped) => stopped)) === null) return;
  throw new AppError(
    "registry-writable",
    "The registry should be stopped and still answers: another instance may be behind its address. A push during a collection loses layers.",
  );
}
