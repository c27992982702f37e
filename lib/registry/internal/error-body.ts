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

/** The errors in an answer's body, those with a known code; none where it isn't an error as registries write it. */
export function readErrors(answer: Incoming): RegistryErrorEntry[] {
  return readEntries(answer).filter(({ code }) => knownCodes.has(code));
}

/** The codes in an answer's body, also those of a registry's own making. */
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
