/**
 * The kind of a failure. `no-answer`: the registry doesn't answer; `turned-away`: it refuses access, or access now;
 * `refusal`: it, or the console, doesn't allow the action at all; `damage`: one item in it can't be read; `absent`: the
 * item does not exist; `run`: a failure of a garbage collection; `request`: the request is impossible in this state;
 * `ours`: the console can't do it now; `bug`.
 */
export type FailureKind =
  | "absent"
  | "bug"
  | "damage"
  | "no-answer"
  | "ours"
  | "refusal"
  | "request"
  | "run"
  | "turned-away";

/**
 * Every way a request can fail: the code that clients branch on, its HTTP status and its kind. The codes are
 * the last path segment of an RFC 9457 `type`, `/problems/{code}`.
 */
export const errorCodes = {
  "invalid-request": [400, "request"],
  unauthenticated: [401, "request"],
  forbidden: [403, "request"],
  "cross-origin": [403, "request"],
  "not-found": [404, "request"],
  "registry-not-found": [404, "absent"],
  "repository-not-found": [404, "absent"],
  "tag-not-found": [404, "absent"],
  "manifest-not-found": [404, "absent"],
  "blob-not-found": [404, "absent"],
  "method-not-allowed": [405, "request"],
  conflict: [409, "request"],
  "plan-expired": [409, "request"],
  "manifest-in-use": [409, "request"],
  "tag-protected": [409, "request"],
  "policy-guard": [409, "request"],
  "reading-incomplete": [409, "request"],
  "tag-taken": [409, "request"],
  "blobs-missing": [409, "request"],
  "already-running": [409, "refusal"],
  "registry-writable": [409, "run"],
  "not-configured": [409, "request"],
  "remove-untagged-unsafe": [409, "run"],
  "collector-failed": [500, "run"],
  "manifest-corrupt": [500, "damage"],
  "collection-unsafe": [409, "run"],
  "images-broken": [409, "run"],
  "runner-unreachable": [502, "run"],
  "runner-refused": [502, "run"],
  "images-damaged": [500, "run"],
  "run-interrupted": [500, "run"],
  "run-timeout": [504, "run"],
  "deletion-disabled": [409, "refusal"],
  "registry-read-only": [409, "refusal"],
  "pull-through-cache": [409, "refusal"],
  "console-read-only": [409, "refusal"],
  "person-exists": [409, "request"],
  "last-admin": [409, "request"],
  "set-up-done": [409, "request"],
  "tag-moved": [412, "request"],
  "payload-too-large": [413, "request"],
  "unsupported-media-type": [415, "request"],
  "precondition-required": [428, "request"],
  "too-many-attempts": [429, "request"],
  "too-many-live-views": [429, "request"],
  internal: [500, "bug"],
  "registry-failed": [502, "damage"],
  "registry-unreachable": [502, "no-answer"],
  "registry-certificate": [502, "no-answer"],
  "registry-unauthorized": [502, "turned-away"],
  "registry-denied": [502, "refusal"],
  "registry-bad-response": [502, "damage"],
  "digest-mismatch": [502, "damage"],
  "manifest-too-large": [502, "damage"],
  "manifest-unsupported": [502, "damage"],
  "delete-ignored": [502, "refusal"],
  "registry-busy": [503, "turned-away"],
  unavailable: [503, "ours"],
  "registry-timeout": [504, "no-answer"],
  "storage-full": [507, "ours"],
} as const satisfies Record<string, readonly [status: number, kind: FailureKind]>;

export type ErrorCode = keyof typeof errorCodes;

export function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(errorCodes, value);
}

/** Returns true if the code is of one of these kinds. */
export function isOfKind(code: ErrorCode, ...kinds: FailureKind[]): boolean {
  return kinds.includes(errorCodes[code][1]);
}
