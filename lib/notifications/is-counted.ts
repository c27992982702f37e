import "server-only";
import type { RegistryEvent } from "./parse-events";

/** Returns true if this or another console caused the event: its looks and placeholders are not counted. */
export function isOwn({ userAgent }: RegistryEvent): boolean {
  return userAgent?.startsWith("shipshape/") ?? false;
}

/**
 * Returns true if the event is kept and counted: manifests that others push, pull or delete. Asking whether a manifest
 * exists (HEAD) is no pull, and blobs come and go with their manifests.
 */
export function isCounted(event: RegistryEvent): boolean {
  if (isOwn(event)) return false;
  if (event.action === "pull") return event.ofManifest && event.method === "GET";
  return event.action === "delete" || (event.action === "push" && event.ofManifest);
}
