import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import { type ErrorCode, isOfKind } from "@/lib/errors/error-codes";

/**
 * Returns whether one item can't be read (a damaged one answers 500), as opposed to the registry not being reachable.
 */
export function isUnreadable(error: unknown): boolean {
  return isAppError(error) && isOfKind(error.code, "damage");
}

/** Returns whether the registry says that the manifest or tag doesn't exist. */
export function isGone(error: unknown): boolean {
  return isAppError(error, "manifest-not-found", "tag-not-found");
}

/** Returns whether a failed request may have been carried out, or may still be. */
export function isDoubtful(error: unknown): boolean {
  return isAppError(error, "registry-failed", "registry-timeout", "registry-unreachable", "registry-bad-response");
}

/** Returns whether further requests would fail in the same way, so that trying is pointless. */
export function isGeneral(code: ErrorCode | undefined): boolean {
  return code !== undefined && isOfKind(code, "no-answer", "turned-away", "refusal", "ours");
}
