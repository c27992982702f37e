import "server-only";
import type { RegistryConnection } from "@/lib/registry/connection";
import type { Deadline } from "./deadline";
import type { Incoming } from "./exchange";
import type { RegistryRequest } from "./registry-request";
import { sendFollowing } from "./send-following";

/**
 * Sends the request. After a 401 sends it once more with what the challenge asks for, or with a new token if the one
 * sent is no longer accepted, whatever the answer says about it. Never sends it a third time.
 */
export async function sendAuthorized(
  connection: RegistryConnection,
  request: RegistryRequest,
  deadline: Deadline,
): Promise<Incoming> {
  const { authorization } = connection;
  const headerNow = () => deadline.race(authorization.header(connection, request.scope));
  const sent = await headerNow();
  const first = await sendFollowing(connection, request, sent, deadline);
  // A redirect may have led to another origin, whose challenge does not concern the registry.
  if (first.status !== 401 || first.url.origin !== connection.baseUrl.origin) return first;
  const isToken = sent?.startsWith("Bearer ") ?? false;
  if (!authorization.learn(first.headers.get("www-authenticate")) && !isToken) return first;
  await deadline.race(authorization.forgetToken(connection, request.scope, sent));
  const next = await headerNow();
  if (next === sent || next === null) return first;
  const second = await sendFollowing(connection, request, next, deadline);
  const refusedToken = second.status === 401 && next.startsWith("Bearer ");
  return refusedToken ? { ...second, refusedToken } : second;
}
