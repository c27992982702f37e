import "server-only";
import { containerPath } from "./container";
import type { Engine } from "./engine";

/**
 * What a container, also one that doesn't run, has at that path: its size and times, in a form to be compared only. Null
 * where it has nothing there.
 */
export async function findFile(
  engine: Engine,
  container: string,
  path: string,
  signal: AbortSignal,
): Promise<string | null> {
  const archive = `${containerPath(container)}/archive?path=${encodeURIComponent(path)}`;
  const { status, headers } = await engine.send({ method: "HEAD", path: archive, answers: [404], signal });
  return status === 404 ? null : (headers["x-docker-container-path-stat"] ?? "");
}
