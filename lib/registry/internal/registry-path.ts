import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { isDigest } from "@/lib/oci/digest";
import { isRepositoryName } from "@/lib/oci/repository-name";
import { isTag } from "@/lib/oci/tag";

// Everything put into a URL here has passed the OCI grammar, which allows no characters with a meaning in URLs.

export const pingPath = "/v2/";
export const catalogPath = "/v2/_catalog";

export function tagsPath(repository: string): string {
  return `/v2/${checkedRepository(repository)}/tags/list`;
}

/** Returns the path of a manifest by tag or digest. Throws `invalid-request` for anything else. */
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
