import "server-only";
import type { Engine } from "./engine";

/** Whether the engine has that image; also true where something in between lets nobody ask. */
export async function hasImage(engine: Engine, id: string, signal: AbortSignal): Promise<boolean> {
  const path = `/images/${encodeURIComponent(id)}/json`;
  const { status } = await engine.send({ method: "GET", path, answers: [403, 404], signal });
  return status !== 404;
}
