export const ociManifest = "application/vnd.oci.image.manifest.v1+json";
export const ociIndex = "application/vnd.oci.image.index.v1+json";
export const dockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
export const dockerManifestList = "application/vnd.docker.distribution.manifest.list.v2+json";
export const ociEmpty = "application/vnd.oci.empty.v1+json";
export const ociConfig = "application/vnd.oci.image.config.v1+json";
export const dockerConfig = "application/vnd.docker.container.image.v1+json";
/** The config of a build cache (buildkit, cache/remotecache/v1/spec.go). */
export const buildCacheConfig = "application/vnd.buildkit.cacheconfig.v0";
export const helmConfig = "application/vnd.cncf.helm.config.v1+json";

/**
 * The media types that the console accepts: a registry hides an OCI manifest from a client that doesn't name its type.
 */
export const manifestAccept = [ociManifest, ociIndex, dockerManifest, dockerManifestList].join(", ");

export function isIndexType(mediaType: string): boolean {
  return mediaType === ociIndex || mediaType === dockerManifestList;
}

export function isManifestType(mediaType: string): boolean {
  return mediaType === ociManifest || mediaType === dockerManifest;
}

/** Returns true for Docker's signed schema 1; registries convert to it on the fly, and its digest can't be trusted. */
export function isSchema1Type(mediaType: string): boolean {
  return /^application\/vnd\.docker\.distribution\.manifest\.v1\+(?:prettyjws|json)$/.test(mediaType);
}

/** Returns true for the configs of container images, which have history and a platform. */
export function isImageConfigType(mediaType: string): boolean {
  return mediaType === ociConfig || mediaType === dockerConfig;
}

/** Returns the media type without its parameters, in lower case. */
export function bareMediaType(contentType: string): string {
  return (contentType.split(";")[0] ?? "").trim().toLowerCase();
}
