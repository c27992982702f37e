import "server-only";
import { bareMediaType } from "@/lib/oci/media-type";
import { readErrorCodes, readErrors } from "./internal/error-body";
import type { Incoming } from "./internal/exchange";

/**
 * Returns true for a 404 whose body has an error code, worded as in the distribution-spec, saying that the requested
 * item does not exist. Nothing else counts as absence: an empty body, a web page or another error may come from
 * something between the console and the registry.
 */
export function isAbsence(response: Incoming): boolean {
  return response.status === 404 && readErrorCodes(response).some((code) => /\w_UNKNOWN$|(?:^|_)NOT_FOUND$/.test(code));
}

/**
 * Returns true for a 404 that may come from the registry itself. It may only mean that a feature is missing, so it
 * proves nothing absent.
 */
export function isRegistryNotFound(response: Incoming): boolean {
  if (response.status !== 404) return false;
  const type = response.headers.get("content-type");
  return (
    response.headers.has("docker-distribution-api-version") ||
    readErrors(response).length > 0 ||
    (response.body.length === 0 && (type === undefined || bareMediaType(type).endsWith("json")))
  );
}
