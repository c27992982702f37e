/**
 * Every way a request can fail: the code that clients branch on, its HTTP status and its title. The codes are the
 * last path segment of an RFC 9457 `type`, `/problems/{code}`.
 */
export const errorCodes = {
  "invalid-request": [400, "The request is not valid"],
  unauthenticated: [401, "Sign in first"],
  forbidden: [403, "Not allowed"],
  "cross-origin": [403, "Requests from other sites are refused"],
  "not-found": [404, "Not found"],
  "registry-not-found": [404, "No such registry"],
  "repository-not-found": [404, "No such repository"],
  "tag-not-found": [404, "No such tag"],
  "manifest-not-found": [404, "No such manifest"],
  "blob-not-found": [404, "No such blob"],
  "method-not-allowed": [405, "Method not allowed"],
  conflict: [409, "Not possible in this state"],
  "plan-expired": [409, "The plan is too old"],
  "manifest-in-use": [409, "Something uses the manifest"],
  "tag-taken": [409, "The tag names something else by now"],
  "blobs-missing": [409, "Parts of the image are gone"],
  "already-running": [409, "A run is already going on"],
  "registry-writable": [409, "The registry accepts pushes"],
  "not-configured": [409, "Not configured"],
  "remove-untagged-unsafe": [409, "Removing untagged manifests would destroy images"],
  "collector-failed": [500, "The collection failed"],
  "manifest-corrupt": [500, "A manifest can't be read"],
  "collection-unsafe": [409, "The collection would destroy images"],
  "images-damaged": [500, "Images were damaged"],
  "run-interrupted": [500, "The run was interrupted"],
  "run-timeout": [504, "The run took too long"],
  "deletion-disabled": [409, "The registry refuses deletes"],
  "registry-read-only": [409, "The registry is read-only"],
  "pull-through-cache": [409, "The registry is a pull-through cache"],
  "console-read-only": [409, "The console is set to read-only for this registry"],
  "person-exists": [409, "The name is taken"],
  "last-admin": [409, "The last admin can't be removed"],
  "set-up-done": [409, "The console is set up already"],
  "tag-moved": [412, "The tag has moved"],
  "payload-too-large": [413, "The request is too large"],
  "unsupported-media-type": [415, "The request has the wrong content type"],
  "precondition-required": [428, "An If-Match header is required"],
  "too-many-attempts": [429, "Too many attempts"],
  internal: [500, "The console failed"],
  "registry-failed": [502, "The registry answered with an error"],
  "registry-unreachable": [502, "The registry can't be reached"],
  "registry-certificate": [502, "The registry's certificate is not trusted"],
  "registry-unauthorized": [502, "The registry refused the console's credentials"],
  "registry-denied": [502, "The registry denied access to the console's account"],
  "registry-bad-response": [502, "The registry's answer makes no sense"],
  "digest-mismatch": [502, "The content doesn't match its digest"],
  "manifest-too-large": [502, "The manifest is too large"],
  "manifest-unsupported": [502, "The manifest is of an unsupported kind"],
  "registry-busy": [503, "The registry asks to wait"],
  unavailable: [503, "The console is not ready"],
  "registry-timeout": [504, "The registry did not answer in time"],
  "storage-full": [507, "The disk is full"],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ErrorCode = keyof typeof errorCodes;

export function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(errorCodes, value);
}
