import "server-only";
import type { Engine } from "./engine";

/** Returns whether the engine has that image; also true if a proxy in between forbids the question. */
export async function hasImage(engine: Engine, id: string, signal: AbortSignal): Promise<boolean> {
  const path = `/images/${encodeURIComponent(id)}/json`;
  const { status } = await engine.send({ method: "GET", path, answers: [403, 404], signal });
  return status !== 404;
}
