import "server-only";
import { type Container, findContainer } from "@/lib/docker/container";
import type { Engine } from "@/lib/docker/engine";
import { AppError } from "@/lib/errors/app-error";

/** Returns the container with that name or id. Throws `runner-refused` if there is none. */
export async function requireContainer(engine: Engine, name: string, signal: AbortSignal): Promise<Container> {
  const container = await findContainer(engine, name, signal);
  if (container) return container;
  throw new AppError(
    "runner-refused",
    `Docker has no container with the name or id ${name}. "docker ps" shows those it has; Compose calls them such as project-registry-1.`,
  );
}

/** Throws `runner-refused` unless the container runs: the collector is started in it. */
export function requireRunning({ Name, State }: Container): void {
  if (State.Running) return;
  throw new AppError(
    "runner-refused",
    `The container ${Name} does not run (Docker says: ${State.Status}). Start it first.`,
  );
}
