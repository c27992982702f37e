import "server-only";
import type { RegistryEvent } from "./parse-events";

/** Whether the console, or another one, did it: its looks and placeholders are nobody's pulls and pushes. */
export function isOwn({ userAgent }: RegistryEvent): boolean {
  return userAgent?.startsWith("shipshape/") ?? false;
}

/**
 * Whether the event is kept and counted: manifests that others push, pull or delete. Asking whether a manifest is there
 * (HEAD) is no pull of it, and blobs come and go with their manifests.
 */
export function isCounted(event: RegistryEvent): boolean {
  if (isOwn(event)) return false;
  if (event.action === "pull") return event.ofManifest && event.method === "GET";
  return event.action === "delete" || (event.action === "push" && event.ofManifest);
}
