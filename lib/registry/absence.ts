import "server-only";
import { bareMediaType } from "@/lib/oci/media-type";
import { readErrorCodes, readErrors } from "./internal/error-body";
import type { Incoming } from "./internal/exchange";

/**
 * True for a 404 whose body says, as the distribution-spec words it, that this very thing is not there. Nothing else makes
 * anything absent: an empty body, a page or another error may come from whatever stands in between.
 */
export function isAbsence(response: Incoming): boolean {
  return response.status === 404 && readErrorCodes(response).some((code) => /\w_UNKNOWN$|(?:^|_)NOT_FOUND$/.test(code));
}

/** True for a 404 that a registry may have given, be it of what it doesn't offer. It makes nothing absent. */
export function isRegistryNotFound(response: Incoming): boolean {
  if (response.status !== 404) return false;
  const type = response.headers.get("content-type");
  return (
    response.headers.has("docker-distribution-api-version") ||
    readErrors(response).length > 0 ||
    (response.body.length === 0 && (type === undefined || bareMediaType(type).endsWith("json")))
  );
}
