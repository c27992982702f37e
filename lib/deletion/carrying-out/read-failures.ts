import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import { type ErrorCode, isOfKind } from "@/lib/errors/error-codes";

/** Whether it is one thing that can't be read (a damaged one answers 500), and not the registry that can't be asked. */
export function isUnreadable(error: unknown): boolean {
  return isAppError(error) && isOfKind(error.code, "damage");
}

/** Whether it is the registry's word that there is no such thing. */
export function isGone(error: unknown): boolean {
  return isAppError(error, "manifest-not-found", "tag-not-found");
}

/** Whether the request may have been carried out, or may be yet, although it failed. */
export function isDoubtful(error: unknown): boolean {
  return isAppError(error, "registry-failed", "registry-timeout", "registry-unreachable", "registry-bad-response");
}

/** Whether what comes next would fail in the same way: there is no use in trying. */
export function isGeneral(code: ErrorCode | undefined): boolean {
  return code !== undefined && isOfKind(code, "no-answer", "turned-away", "refusal", "ours");
}
