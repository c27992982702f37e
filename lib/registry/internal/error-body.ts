import "server-only";
import type { Incoming } from "./exchange";

export type RegistryErrorEntry = { code: string; detail: unknown };

/** The codes of the distribution-spec, and those that CNCF Distribution adds. */
const knownCodes = new Set([
  "BLOB_UNKNOWN",
  "BLOB_UPLOAD_INVALID",
  "BLOB_UPLOAD_UNKNOWN",
  "DIGEST_INVALID",
  "MANIFEST_BLOB_UNKNOWN",
  "MANIFEST_INVALID",
  "MANIFEST_UNKNOWN",
  "MANIFEST_UNVERIFIED",
  "NAME_INVALID",
  "NAME_UNKNOWN",
  "NOT_FOUND",
  "PAGINATION_NUMBER_INVALID",
  "SIZE_INVALID",
  "TAG_INVALID",
  "UNAUTHORIZED",
  "DENIED",
  "UNAVAILABLE",
  "UNKNOWN",
  "UNSUPPORTED",
  "TOOMANYREQUESTS",
]);

/** Returns the errors with a known code in an answer's body; empty if the body is not a registry's error. */
export function readErrors(answer: Incoming): RegistryErrorEntry[] {
  return readEntries(answer).filter(({ code }) => knownCodes.has(code));
}

/** Returns all codes in an answer's body, including those that a registry made up itself. */
export function readErrorCodes(answer: Incoming): string[] {
  return readEntries(answer).map(({ code }) => code);
}

function readEntries({ body }: Incoming): RegistryErrorEntry[] {
  try {
    const parsed = JSON.parse(body.toString("utf8")) as { errors?: unknown } | null;
    const errors = Array.isArray(parsed?.errors) ? parsed.errors : [];
    return errors.slice(0, 200).map((error: { code?: unknown; detail?: unknown } | null) => {
      return { code: String(error?.code ?? "").toUpperCase(), detail: error?.detail };
    });
  } catch {
    return [];
  }
}
