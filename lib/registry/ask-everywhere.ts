import "server-only";
import { lookup } from "node:dns/promises";
import { isAppError } from "@/lib/errors/app-error";
import { connectAnew, type RegistryConnection } from "./connection";

/** Enough connections to reach each of three instances, whether they are chosen in turn or at random. */
const atLeast = 16;
const mostAddresses = 64;

/**
 * Asks the same question over enough new connections to reach every instance that may be behind the registry's name, at
 * each of its addresses, and returns the answers. An address where nothing listens gives no answer. Throws that failure
 * if nothing listens at any address, and any other failure even if it occurs at one address only.
 */
export async function askEverywhere<T>(
  connection: RegistryConnection,
  ask: (connection: RegistryConnection) => Promise<T>,
): Promise<T[]> {
  const addresses = await findAddresses(connection);
  const rounds = Math.ceil(atLeast / addresses.length);
  // In parallel: a balancer that prefers the idle instance would send one request after another to the same instance.
  const asked = Array.from({ length: rounds }, () => addresses).flat();
  const outcomes = await Promise.all(asked.map((address) => askAnew(connection, address, ask)));
  const answers = outcomes.flatMap((outcome) => ("answer" in outcome ? [outcome.answer] : []));
  const failures = outcomes.flatMap((outcome) => ("failure" in outcome ? [outcome.failure] : []));
  const failure = failures.find((error) => !isAppError(error, "registry-unreachable"));
  if (failure) throw failure;
  if (answers.length === 0) throw failures[0];
  return answers;
}

type Outcome<T> = { answer: T } | { failure: unknown };

async function askAnew<T>(
  connection: RegistryConnection,
  address: string | undefined,
  ask: (connection: RegistryConnection) => Promise<T>,
): Promise<Outcome<T>> {
  const anew = connectAnew(connection, address);
  try {
    return { answer: await ask(anew) };
  } catch (failure) {
    return { failure };
  } finally {
    await anew.close();
  }
}

// If the name can't be resolved now, the question itself fails and reports that.
async function findAddresses({ baseUrl }: RegistryConnection): Promise<(string | undefined)[]> {
  const name = baseUrl.hostname.replace(/^\[|\]$/g, "");
  const found = await lookup(name, { all: true }).catch(() => []);
  const addresses = [...new Set(found.map(({ address }) => address))].slice(0, mostAddresses);
  return addresses.length > 0 ? addresses : [undefined];
}
