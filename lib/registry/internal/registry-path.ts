import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { isDigest } from "@/lib/oci/digest";
import { isRepositoryName } from "@/lib/oci/repository-name";
import { isTag } from "@/lib/oci/tag";

// Whatever enters a URL has passed the OCI grammar, none of whose characters mean anything there.

export const pingPath = "/v2/";
export const catalogPath = "/v2/_catalog";

export function tagsPath(repository: string): string {
  return `/v2/${checkedRepository(repository)}/tags/list`;
}

/** Of a tag or a digest. Throws `invalid-request` for anything else. */
export function manifestPath(repository: string, reference: string): string {
  if (!isTag(reference) && !isDigest(reference)) {
    throw new AppError("invalid-request", "This is neither a tag nor a digest.");
  }
  return `/v2/${checkedRepository(repository)}/manifests/${reference}`;
}

export function blobPath(repository: string, digest: string): string {
  return `/v2/${checkedRepository(repository)}/blobs/${checkedDigest(digest)}`;
}

export function referrersPath(repository: string, digest: string): string {
  return `/v2/${checkedRepository(repository)}/referrers/${checkedDigest(digest)}`;
}

export function uploadsPath(repository: string): string {
  return `/v2/${checkedRepository(repository)}/blobs/uploads/`;
}

function checkedRepository(repository: string): string {
  if (isRepositoryName(repository)) return repository;
  throw new AppError("invalid-request", "This is not a repository name.");
}

function checkedDigest(digest: string): string {
  if (isDigest(digest)) return digest;
  throw new AppError("invalid-request", "This is not a digest.");
}
