import { randomUUID } from "node:crypto";
import { type FakeAnswer, type FakeRequest, json, registryError } from "./exchange";
import type { Fake } from "./fake";
import type { FakeAuth } from "./options";

type BearerAuth = Extract<FakeAuth, { kind: "bearer" }>;

/** Returns the refusal of a request without the right credentials; undefined lets it pass. */
export function refuse(fake: Fake, request: FakeRequest): FakeAnswer | undefined {
  const auth = fake.options.auth ?? { kind: "none" };
  const header = request.headers.authorization ?? "";
  if (auth.kind === "none") return undefined;
  if (auth.kind === "basic") {
    if (header === basic(auth.username, auth.password)) return undefined;
    const realm = auth.realm ?? "Fake Realm";
    return unauthorized(fake.family.challenge === "bare" ? `basic realm=${realm}` : `Basic realm="${realm}"`);
  }
  const scope = neededScope(request);
  if (fake.family.basicBesideBearer && header !== "" && header === basic(auth.username ?? "", auth.password ?? "")) {
    return undefined;
  }
  const token = fake.tokens.get(header.replace(/^Bearer /, ""));
  if (token === undefined || token.expiresAt < Date.now()) return unauthorized(bearerChallenge(fake, auth, scope));
  if (scope !== null && !token.scopes.some((granted) => covers(granted, scope))) {
    return unauthorized(`${bearerChallenge(fake, auth, scope)},error="insufficient_scope"`);
  }
  return undefined;
}

function unauthorized(challenge: string): FakeAnswer {
  return registryError(401, "UNAUTHORIZED", null, { "www-authenticate": challenge });
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

function bearerChallenge(fake: Fake, auth: BearerAuth, scope: string | null): string {
  const { service, tokenPath, basicBesideBearer } = fake.family;
  if (basicBesideBearer && scope === "registry:catalog:*") return 'Basic realm="harbor"';
  const realm = auth.realm ?? `${fake.origin}${tokenPath}`;
  if (fake.family.challenge === "bare") return `bearer realm=${realm},service=${service}`;
  return `Bearer realm="${realm}",service="${service}"${scope === null ? "" : `,scope="${scope}"`}`;
}

/** Returns the scope that distribution requires for a request; null if none. */
function neededScope({ method, path }: FakeRequest): string | null {
  if (path === "/v2/_catalog") return "registry:catalog:*";
  const repository = /^\/v2\/(.+?)\/(?:manifests|blobs|tags|referrers)\//.exec(path)?.[1];
  if (repository === undefined) return null;
  const actions = { GET: "pull", HEAD: "pull", DELETE: "delete" }[method] ?? "pull,push";
  return `repository:${repository}:${actions}`;
}

function covers(granted: string, needed: string): boolean {
  const split = (scope: string) => [scope.slice(0, scope.lastIndexOf(":")), scope.slice(scope.lastIndexOf(":") + 1)];
  const [grantedName, grantedActions = ""] = split(granted);
  const [neededName, neededActions = ""] = split(needed);
  const actions = grantedActions.split(",");
  if (grantedName !== neededName) return false;
  return actions.includes("*") || neededActions.split(",").every((action) => actions.includes(action));
}

/** Answers as the token service: GET with Basic, and the OAuth2 POST with a refresh token or a password. */
export function answerToken(fake: Fake, request: FakeRequest): FakeAnswer {
  const auth = fake.options.auth;
  if (auth?.kind !== "bearer") return { status: 404 };
  if (request.method === "POST" && auth.getOnly) return { status: 405 };
  const form = request.method === "POST" ? new URLSearchParams(request.body.toString()) : request.query;
  if (!mayHaveToken(auth, request, form)) return json(401, { details: "incorrect username or password" });
  const scopes = form.getAll("scope").flatMap((scope) => scope.split(" "));
  const token = randomUUID();
  const expiresInSeconds = auth.expiresInSeconds ?? 300;
  const granted = scopes.filter(Boolean).map((scope) => {
    if (!auth.grant) return scope;
    return `${scope.slice(0, scope.lastIndexOf(":"))}:${auth.grant(scope).join(",")}`;
  });
  fake.tokens.set(token, { scopes: granted, expiresAt: Date.now() + expiresInSeconds * 1000 });
  return json(200, { token, access_token: token, expires_in: expiresInSeconds });
}

function mayHaveToken(auth: BearerAuth, request: FakeRequest, form: URLSearchParams): boolean {
  const header = request.headers.authorization;
  if (form.get("grant_type") === "refresh_token") return form.get("refresh_token") === auth.identityToken;
  if (form.get("grant_type") === "password") {
    return form.get("username") === auth.username && form.get("password") === auth.password;
  }
  if (header === undefined) return auth.anonymous === true;
  const password = auth.password ?? auth.identityToken;
  return header === basic(auth.username ?? "<token>", password ?? "");
}
