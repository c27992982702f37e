import "server-only";
import type { RegistryConfig } from "@/lib/config/config";
import { AppError } from "@/lib/errors/app-error";
import { parseJson } from "@/lib/oci/parse-json";
import type { RegistryConnection } from "@/lib/registry/connection";
import { bodyLimits } from "@/lib/registry/limits";
import { basicAuthorization } from "./basic-authorization";
import type { Challenge } from "./challenge";
import type { Incoming } from "./exchange";
import { allowedRealm } from "./realm";
import { parseRetryAfter } from "./retry-after";
import { type AsideRequest, sendAside } from "./send-aside";

export type Token = { token: string; expiresInSeconds: number };

const clientId = "shipshape";

/** Fetches a new token for the scope (distribution docs/content/spec/auth/token.md and oauth.md). */
export async function fetchToken(connection: RegistryConnection, challenge: Challenge, scope: string): Promise<Token> {
  const realm = allowedRealm(challenge.realm, connection.config);
  const { credentials } = connection.config;
  if (credentials.kind === "identity-token") {
    const answer = await sendAside(connection, refreshTokenGrant(realm, challenge, scope, credentials.token));
    if (answer.status !== 404 && answer.status !== 405) return readToken(connection.config, answer);
  }
  const answer = await sendAside(connection, tokenRequest(realm, challenge, scope, connection.config));
  return readToken(connection.config, answer);
}

function refreshTokenGrant(realm: URL, { service }: Challenge, scope: string, token: string): AsideRequest {
  const form = { grant_type: "refresh_token", service, client_id: clientId, scope, refresh_token: token };
  return {
    method: "POST",
    url: realm,
    maxBytes: bodyLimits.tokenBytes,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: Buffer.from(new URLSearchParams(form).toString()),
  };
}

function tokenRequest(
  realm: URL,
  { service }: Challenge,
  scope: string,
  { credentials }: RegistryConfig,
): AsideRequest {
  const url = new URL(realm);
  if (service !== "") url.searchParams.set("service", service);
  if (scope !== "") url.searchParams.append("scope", scope);
  url.searchParams.set("client_id", clientId);
  if (credentials.kind !== "none" && credentials.username) url.searchParams.set("account", credentials.username);
  const authorization = basicAuthorization(credentials);
  const headers = authorization === null ? undefined : { authorization };
  return { method: "GET", url, headers: { ...headers }, maxBytes: bodyLimits.tokenBytes };
}

function readToken({ title }: RegistryConfig, { status, headers, body }: Incoming): Token {
  if (status === 401 || status === 403 || status === 400) {
    throw new AppError(
      "registry-unauthorized",
      `The token service of ${title} refused the console's credentials. Check the user name and password (or token) configured for it.`,
      { context: { status } },
    );
  }
  if (status === 429 || status === 503) {
    const retryAfterSeconds = parseRetryAfter(headers.get("retry-after"), Date.now());
    throw new AppError("registry-busy", `The token service of ${title} is rate limiting.`, {
      ...(retryAfterSeconds !== null && { retryAfterSeconds }),
    });
  }
  if (status !== 200) {
    throw new AppError("registry-failed", `The token service of ${title} answered with status ${status}.`);
  }
  const answer = parseJson(body, `The answer of the token service of ${title}`) as Record<string, unknown> | null;
  const token = answer?.token ?? answer?.access_token;
  // Accepts only characters that are safe in a header: others could smuggle in more headers.
  if (typeof token !== "string" || !/^[\x21-\x7e]+$/.test(token)) throw badAnswer(title);
  const seconds = answer?.expires_in;
  return { token, expiresInSeconds: typeof seconds === "number" && Number.isFinite(seconds) ? seconds : 60 };
}

function badAnswer(title: string): AppError {
  return new AppError("registry-bad-response", `The token service of ${title} sent no usable token.`);
}
