import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/error-codes";

/** Whether it is one thing that can't be read (a damaged one answers 500), and not the registry that can't be asked. */
export function isUnreadable(error: unknown): boolean {
  const codes = ["manifest-unsupported", "registry-bad-response", "manifest-too-large", "digest-mismatch"] as const;
  return isAppError(error, ...codes, "registry-failed");
}

/** Whether it is the registry's word that there is no such thing. */
export function isGone(error: unknown): boolean {
  return isAppError(error, "manifest-not-found", "tag-not-found");
}

/** Whether the request may have been carried out, or may be yet, although it failed. */
export function isDoubtful(error: unknown): boolean {
  return isAppError(error, "registry-failed", "registry-timeout", "registry-unreachable", "registry-bad-response");
}

const outages = ["registry-timeout", "registry-unreachable", "registry-busy", "registry-unauthorized"] as const;
const refusals = [
  "delete-ignored",
  "registry-denied",
  "registry-read-only",
  "deletion-disabled",
  "already-running",
] as const;
const ours = ["storage-full", "unavailable"] as const;

/** Whether what comes next would fail in the same way: there is no use in trying. */
export function isGeneral(code: ErrorCode | undefined): boolean {
  return [...outages, ...refusals, ...ours].some((known) => known === code);
}
