import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "./connection";
import { uploadsPath } from "./internal/registry-path";
import { pushScope } from "./internal/scope";
import { sendRequest } from "./internal/send-request";
import { bodyLimits } from "./limits";

/** `refused`: the console's account lacks permission, which says nothing about other accounts. */
export type PushAnswer = "accepted" | "read-only" | "pull-through-cache" | "refused";

/**
 * Returns what the registry does with a push that begins now (distribution-spec 1.1 "POST then PUT"). Cancels an
 * accepted upload at once. Throws the AppError of any other failure.
 */
export async function probePush(connection: RegistryConnection, repository: string): Promise<PushAnswer> {
  const common = {
    asked: { action: "push", kind: "upload", repository },
    scope: pushScope(repository),
    maxBytes: bodyLimits.errorBytes,
  } as const;
  const path = uploadsPath(repository);
  try {
    const started = await sendRequest(connection, { ...common, method: "POST", path, answers: [202] });
    const session = findSession(connection, path, started.headers.get("location") ?? "");
    // After a while, the registry itself purges an upload that could not be cancelled.
    if (session) await sendRequest(connection, { ...common, method: "DELETE", path: session }).catch(() => undefined);
    return "accepted";
  } catch (error) {
    if (isAppError(error, "registry-read-only")) return "read-only";
    if (isAppError(error, "pull-through-cache")) return "pull-through-cache";
    if (isAppError(error, "registry-denied", "registry-unauthorized")) return "refused";
    throw error;
  }
}

/** Returns the session's path and query below our own base URL, as a Location may name an internal host. */
function findSession({ baseUrl }: RegistryConnection, uploads: string, location: string): string | null {
  if (location === "" || !URL.canParse(location, baseUrl)) return null;
  const { pathname, search } = new URL(location, baseUrl);
  const at = pathname.indexOf(uploads);
  return at < 0 ? null : pathname.slice(at) + search;
}
