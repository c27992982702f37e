import "server-only";
import {
  dockerConfig,
  dockerManifest,
  dockerManifestList,
  helmConfig,
  ociConfig,
  ociEmpty,
  ociIndex,
  ociManifest,
} from "@/lib/oci/media-type";

// The positions are stored in databases: a place in this list is never given to another type.
const known = [
  ociManifest,
  ociIndex,
  dockerManifest,
  dockerManifestList,
  ociConfig,
  dockerConfig,
  helmConfig,
  ociEmpty,
];

/**
 * Returns a media type as it is stored: a digit for the usual ones, which occur in a registry by the hundred thousand.
 */
export function encodeMediaType(mediaType: string): string {
  const at = known.indexOf(mediaType);
  return at === -1 ? mediaType : String(at);
}

export function decodeMediaType(stored: string): string {
  return (/^\d+$/.test(stored) ? known[Number(stored)] : undefined) ?? stored;
}
