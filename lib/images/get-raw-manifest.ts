import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { AppError } from "@/lib/errors/app-error";
import { getConnection } from "@/lib/registry/connection";
import { findManifest } from "@/lib/registry/find-manifest";

/** Returns the exact bytes of a manifest as the registry holds them now. Throws `manifest-not-found`. */
export async function getRawManifest(
  actor: Actor | null,
  registry: string,
  repository: string,
  digest: string,
): Promise<{ mediaType: string; bytes: Buffer }> {
  authorize(actor, "registry:read", { registry, repository });
  const connection = getConnection(registry);
  const found = await findManifest(connection, repository, digest);
  if (found) return found;
  throw new AppError("manifest-not-found", `${connection.config.title} has no manifest ${digest} in ${repository}.`);
}
