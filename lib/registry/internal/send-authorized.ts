import "server-only";
import type { RegistryConnection } from "@/lib/registry/connection";
import type { Deadline } from "./deadline";
import type { Incoming } from "./exchange";
import type { RegistryRequest } from "./registry-request";
import { sendFollowing } from "./send-following";

/** Sends the request; at a 401 once more with what the challenge asks for, and never a third time. */
export async function sendAuthorized(
  connection: RegistryConnection,
  request: RegistryRequest,
  deadline: Deadline,
): Promise<Incoming> {
  const { authorization } = connection;
  const headerNow = () => deadline.race(authorization.header(connection, request.scope));
  const sent = await headerNow();
  const first = await sendFollowing(connection, request, sent, deadline);
  // A redirect may have led elsewhere: what another origin asks for is none of the registry's business.
  if (first.status !== 401 || first.url.origin !== connection.baseUrl.origin) return first;
  if (!authorization.learn(first.headers.get("www-authenticate"))) return first;
  await deadline.race(authorization.forgetToken(connection, request.scope, sent));
  const next = await headerNow();
  return next === sent || next === null ? first : sendFollowing(connection, request, next, deadline);
}
