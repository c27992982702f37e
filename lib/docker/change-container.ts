import "server-only";
import { z } from "zod";
import { isAppError } from "@/lib/errors/app-error";
import { containerPath } from "./container";
import type { Engine } from "./engine";

const createdSchema = z.object({ Id: z.string().regex(/^[0-9a-f]{12,64}$/) });

const changeMs = 120_000;
/** Seconds that the engine waits after its stop signal unless the container sets another time. */
const usualStopSeconds = 10;

// A cancel never aborts a change midway: afterwards, the container's state would be unknown.
const patiently = (timeoutMs = changeMs) => ({ signal: new AbortController().signal, timeoutMs });
const stopMs = (seconds: number | null | undefined) => changeMs + (seconds ?? usualStopSeconds) * 1000;

/** Creates a container and returns its id. Throws `runner-refused`, also if its image is gone or its name is taken. */
export async function createContainer(engine: Engine, name: string, json: unknown): Promise<string> {
  const path = `/containers/create?name=${encodeURIComponent(name)}`;
  const { Id } = await engine.ask({ method: "POST", path, json, ...patiently() }, createdSchema);
  return Id;
}

/** Adds a container to a network, by its name or id. */
export async function connectToNetwork(
  engine: Engine,
  network: string,
  json: { Container: string; EndpointConfig: unknown },
): Promise<void> {
  const path = `/networks/${encodeURIComponent(network)}/connect`;
  await engine.send({ method: "POST", path, json, ...patiently() });
}

/** Starts a container; does nothing if it already runs. */
export async function startContainer(engine: Engine, id: string): Promise<void> {
  await engine.send({ method: "POST", path: `${containerPath(id)}/start`, answers: [304], ...patiently() });
}

/** Stops a container, by force if it ignores the signal; does nothing if it doesn't run. */
export async function stopContainer(engine: Engine, id: string, stopSeconds?: number | null): Promise<void> {
  const path = `${containerPath(id)}/stop`;
  await engine.send({ method: "POST", path, answers: [304], ...patiently(stopMs(stopSeconds)) });
}

/**
 * Restarts a container. Starts one that doesn't run; one that is being stopped starts once it has stopped. Returns
 * false if there is no such container.
 */
export async function restartContainer(engine: Engine, id: string, stopSeconds?: number | null): Promise<boolean> {
  const path = `${containerPath(id)}/restart`;
  const { status } = await engine.send({ method: "POST", path, answers: [404], ...patiently(stopMs(stopSeconds)) });
  return status !== 404;
}

/** Removes a container and none of its volumes; does nothing if it is gone or being removed. */
export async function removeContainer(engine: Engine, id: string): Promise<void> {
  try {
    const path = `${containerPath(id)}?force=1&v=0`;
    await engine.send({ method: "DELETE", path, answers: [404], ...patiently() });
  } catch (error) {
    if (!isAppError(error, "runner-refused") || error.context.status !== 409) throw error;
  }
}
