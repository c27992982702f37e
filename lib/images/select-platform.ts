import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { kindOf } from "@/lib/oci/manifest";
import type { Child } from "./describe-platforms";

/**
 * Returns the child with the wanted platform or digest; if none is wanted, the first image that can be read, else any
 * other child that can. Throws `manifest-not-found` for a platform that the image index doesn't have.
 */
export function selectPlatform(children: Child[], wanted: string | undefined): Child | null {
  const images = children.filter(({ entry }) => !entry.attestation && entry.kind !== "blob");
  if (wanted === undefined) {
    const readable = images.filter(({ manifest }) => manifest);
    return (
      readable.find(({ manifest }) => manifest && kindOf(manifest) === "image") ?? readable[0] ?? images[0] ?? null
    );
  }
  const found = images.find(({ entry }) => entry.platform === wanted || entry.digest === wanted);
  if (found) return found;
  const offered = images.flatMap(({ entry }) => entry.platform ?? []).join(", ");
  throw new AppError(
    "manifest-not-found",
    `The index has no platform ${wanted.slice(0, 100)}; it has ${offered || "none"}.`,
  );
}
