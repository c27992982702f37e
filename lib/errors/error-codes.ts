/**
 * What kind of failure it is. `no-answer`: the registry says nothing; `turned-away`: it lets nobody in, or not now;
 * `refusal`: it, or the console, doesn't let this be done at all; `damage`: one thing of it can't be read; `absent`: there
 * is no such thing; `run`: of a garbage collection; `request`: what was asked can't be, as things are; `ours`: the console
 * can't now; `bug`.
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
 * Every way a request can fail: the code that clients branch on, its HTTP status, its title and its kind. The codes are
 * the last path segment of an RFC 9457 `type`, `/problems/{code}`.
 */
export const errorCodes = {
  "invalid-request": [400, "The request is not valid", "request"],
  unauthenticated: [401, "Sign in first", "request"],
  forbidden: [403, "Not allowed", "request"],
  "cross-origin": [403, "Requests from other sites are refused", "request"],
  "not-found": [404, "Not found", "request"],
  "registry-not-found": [404, "No such registry", "absent"],
  "repository-not-found": [404, "No such repository", "absent"],
  "tag-not-found": [404, "No such tag", "absent"],
  "manifest-not-found": [404, "No such manifest", "absent"],
  "blob-not-found": [404, "No such blob", "absent"],
  "method-not-allowed": [405, "Method not allowed", "request"],
  conflict: [409, "Not possible in this state", "request"],
  "plan-expired": [409, "The plan is too old", "request"],
  "manifest-in-use": [409, "Something uses the manifest", "request"],
  "tag-protected": [409, "The tag is protected", "request"],
  "policy-guard": [409, "The policy would delete too much", "request"],
  "reading-incomplete": [409, "The registry is not read completely", "request"],
  "tag-taken": [409, "The tag names something else by now", "request"],
  "blobs-missing": [409, "Parts of the image are gone", "request"],
  "already-running": [409, "A run is already going on", "refusal"],
  "registry-writable": [409, "The registry accepts pushes", "run"],
  "not-configured": [409, "Not configured", "request"],
  "remove-untagged-unsafe": [409, "Removing untagged manifests would destroy images", "run"],
  "collector-failed": [500, "The collection failed", "run"],
  "manifest-corrupt": [500, "A manifest can't be read", "damage"],
  "collection-unsafe": [409, "The collection would destroy images", "run"],
  "images-broken": [409, "Images are not whole", "run"],
  "runner-unreachable": [502, "What runs the collection can't be reached", "run"],
  "runner-refused": [502, "What runs the collection refused", "run"],
  "images-damaged": [500, "Images were damaged", "run"],
  "run-interrupted": [500, "The run was interrupted", "run"],
  "run-timeout": [504, "The run took too long", "run"],
  "deletion-disabled": [409, "The registry refuses deletes", "refusal"],
  "registry-read-only": [409, "The registry is read-only", "refusal"],
  "pull-through-cache": [409, "The registry is a pull-through cache", "refusal"],
  "console-read-only": [409, "The console is set to read-only for this registry", "refusal"],
  "person-exists": [409, "The name is taken", "request"],
  "last-admin": [409, "The last admin can't be removed", "request"],
  "set-up-done": [409, "The console is set up already", "request"],
  "tag-moved": [412, "The tag has moved", "request"],
  "payload-too-large": [413, "The request is too large", "request"],
  "unsupported-media-type": [415, "The request has the wrong content type", "request"],
  "precondition-required": [428, "An If-Match header is required", "request"],
  "too-many-attempts": [429, "Too many attempts", "request"],
  "too-many-live-views": [429, "Too many live views", "request"],
  internal: [500, "The console failed", "bug"],
  "registry-failed": [502, "The registry answered with an error", "damage"],
  "registry-unreachable": [502, "The registry can't be reached", "no-answer"],
  "registry-certificate": [502, "The registry's certificate is not trusted", "no-answer"],
  "registry-unauthorized": [502, "The registry refused the console's credentials", "turned-away"],
  "registry-denied": [502, "The registry denied access to the console's account", "refusal"],
  "registry-bad-response": [502, "The registry's answer makes no sense", "damage"],
  "digest-mismatch": [502, "The content doesn't match its digest", "damage"],
  "manifest-too-large": [502, "The manifest is too large", "damage"],
  "manifest-unsupported": [502, "The manifest is of an unsupported kind", "damage"],
  "delete-ignored": [502, "The registry confirmed the delete and kept it", "refusal"],
  "registry-busy": [503, "The registry asks to wait", "turned-away"],
  unavailable: [503, "The console is not ready", "ours"],
  "registry-timeout": [504, "The registry did not answer in time", "no-answer"],
  "storage-full": [507, "The disk is full", "ours"],
} as const satisfies Record<string, readonly [status: number, title: string, kind: FailureKind]>;

export type ErrorCode = keyof typeof errorCodes;

export function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(errorCodes, value);
}

/** Whether the code is of one of these kinds. */
export function isOfKind(code: ErrorCode, ...kinds: FailureKind[]): boolean {
  return kinds.includes(errorCodes[code][2]);
}
