import "server-only";
import { containerPath } from "./container";
import type { Engine } from "./engine";

/** Whether a container has a file, or anything else, at that path. */
export async function hasFile(engine: Engine, container: string, path: string, signal: AbortSignal): Promise<boolean> {
  const archive = `${containerPath(container)}/archive?path=${encodeURIComponent(path)}`;
  const { status } = await engine.send({ method: "HEAD", path: archive, answers: [404], signal });
  return status !== 404;
}
