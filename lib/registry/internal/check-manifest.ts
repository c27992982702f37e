import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { bareMediaType, isIndexType, isManifestType, isSchema1Type, ociIndex, ociManifest } from "@/lib/oci/media-type";
import { parseJson } from "@/lib/oci/parse-json";

/** Throws `manifest-unsupported` for Docker's schema 1, whose digest can't be trusted. */
export function refuseSchema1(mediaType: string, title: string): void {
  if (!isSchema1Type(mediaType)) return;
  throw new AppError(
    "manifest-unsupported",
    `${title} has this as a Docker schema 1 manifest, a format of 2015 that current tools no longer read. Push the image again with a current client.`,
  );
}

/**
 * Returns the media type of a manifest, from the header and the body together. Throws `manifest-unsupported` for schema
 * 1, and `registry-bad-response` if the two disagree or if the body can be read as two different things.
 */
export function checkManifest(bytes: Uint8Array, contentType: string, title: string): string {
  const header = bareMediaType(contentType);
  refuseSchema1(header, title);
  if (/html/.test(header)) throw htmlManifest(title);
  const body = parseJson(bytes, "The manifest");
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw bad("The manifest is not a JSON object.");
  const { mediaType, layers, manifests, config, schemaVersion } = body as Record<string, unknown>;
  if (schemaVersion === 1) refuseSchema1("application/vnd.docker.distribution.manifest.v1+json", title);
  const isNamed = (value: unknown) => value !== undefined && value !== null;
  if ((isNamed(layers) || isNamed(config)) && isNamed(manifests)) {
    throw bad("The manifest claims to be both an image and an index.");
  }
  const declared = typeof mediaType === "string" && mediaType !== "" ? mediaType : null;
  const known = isManifestType(header) || isIndexType(header);
  if (known && declared !== null && declared !== header) {
    throw bad("The media type in the manifest differs from the one that the registry reports.");
  }
  if (known) return header;
  // Some registries serve manifests as plain JSON; then only the body says what it is.
  return declared ?? (isNamed(manifests) ? ociIndex : isNamed(layers) ? ociManifest : header);
}

/** Returns the same as `checkManifest`, or the header's media type if the bytes are not a readable manifest. */
export function guessMediaType(bytes: Uint8Array, contentType: string): string {
  try {
    return checkManifest(bytes, contentType, "");
  } catch {
    return bareMediaType(contentType);
  }
}

export function htmlManifest(title: string): AppError {
  return bad(`${title} answered with a web page instead of a manifest. Check its URL.`);
}

function bad(detail: string): AppError {
  return new AppError("registry-bad-response", detail);
}
