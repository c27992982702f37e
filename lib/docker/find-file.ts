import "server-only";
import { containerPath } from "./container";
import type { Engine } from "./engine";

/**
 * Returns the size and times of a file in a container, running or not, in a form that is fit only for comparison. Null
 * if nothing exists at that path.
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
