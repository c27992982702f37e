import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "./connection";
import { uploadsPath } from "./internal/registry-path";
import { pushScope } from "./internal/scope";
import { sendRequest } from "./internal/send-request";
import { computeDigest } from "./internal/verify-digest";
import { bodyLimits } from "./limits";

/**
 * Uploads a blob in one piece and returns its digest (distribution-spec 1.1 "POST then PUT"). Sends each of the two
 * requests once. Throws the AppError of a failure.
 */
export async function pushBlob(connection: RegistryConnection, repository: string, bytes: Uint8Array): Promise<string> {
  const digest = computeDigest(bytes);
  const common = {
    asked: { action: "push", kind: "upload", repository },
    scope: pushScope(repository),
    maxBytes: bodyLimits.errorBytes,
  } as const;
  const path = uploadsPath(repository);
  const started = await sendRequest(connection, { ...common, method: "POST", path, answers: [202] });
  await sendRequest(connection, {
    ...common,
    method: "PUT",
    path: uploadPath(connection, path, started.headers.get("location") ?? "", digest),
    headers: { "content-type": "application/octet-stream" },
    body: bytes,
    answers: [201, 204],
  });
  return digest;
}

/** Returns the session's path and complete query below our own base URL, as a Location may name an internal host. */
function uploadPath(
  { baseUrl, config }: RegistryConnection,
  uploads: string,
  location: string,
  digest: string,
): string {
  const target = URL.canParse(location, baseUrl) ? new URL(location, baseUrl) : null;
  const at = target?.pathname.indexOf(uploads) ?? -1;
  if (!target || location === "" || at < 0) {
    throw new AppError("registry-bad-response", `${config.title} started an upload without a location.`);
  }
  const query = `${target.search}${target.search === "" ? "?" : "&"}digest=${encodeURIComponent(digest)}`;
  return target.pathname.slice(at) + query;
}
