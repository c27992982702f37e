import { describe, expect, test } from "vitest";
import { findManifest } from "@/lib/registry/find-manifest";
import { listRepositories } from "@/lib/registry/list-repositories";
import { listTags } from "@/lib/registry/list-tags";
import { anImage } from "@/lib/testing/factories";
import { startFakeRegistry } from "@/lib/testing/fake-registry";
import { connectToFake } from "@/lib/testing/fake-registry/connect-to-fake";
import { faultAt, htmlPage } from "@/lib/testing/fake-registry/faults";

const basic = { kind: "basic" as const, username: "ann", password: "pässwörd:1" };
const wrong = { ...basic, password: "wrong" };
const bearer = { ...basic, kind: "bearer" as const };
const identityToken = { kind: "identity-token" as const, token: "refresh-me", username: null };

async function withApp(
  options: Parameters<typeof connectToFake>[0],
  config: NonNullable<Parameters<typeof connectToFake>[1]>["config"] = { credentials: basic },
) {
  const both = await connectToFake(options, { config: { ...config } });
  both.registry.push("app", "v1", anImage());
  return both;
}

describe("signs in as the registry asks", () => {
  test.each([
    ["with Basic", { auth: basic }],
    ["with a lower-case challenge without quotes", { auth: basic, family: "zot" as const }],
    ["with a token", { auth: bearer }],
    ["with a token by an unquoted challenge", { auth: bearer, family: "zot" as const }],
    ["with a token, and Basic where Harbor wants that", { auth: bearer, family: "harbor" as const }],
    ["with a token of Quay", { auth: bearer, family: "quay" as const }],
  ])("%s", async (_, options) => {
    const { connection } = await withApp(options);
    expect((await listRepositories(connection)).names).toEqual(["app"]);
    expect((await listTags(connection, "app")).tags).toEqual(["v1"]);
  });

  test("with nothing, where a token is given to everybody", async () => {
    const { connection } = await withApp({ auth: { ...bearer, anonymous: true } }, { credentials: { kind: "none" } });
    expect((await listTags(connection, "app")).tags).toEqual(["v1"]);
  });

  test("with an identity token, by the OAuth2 grant", async () => {
    const auth = { kind: "bearer" as const, identityToken: "refresh-me" };
    const { registry, connection } = await withApp({ auth }, { credentials: identityToken });
    expect((await listTags(connection, "app")).tags).toEqual(["v1"]);
    expect(registry.countRequests("POST /token")).toBe(1);
  });

  test("with an identity token as a password, where there is no such grant", async () => {
    const auth = { kind: "bearer" as const, identityToken: "refresh-me", getOnly: true };
    const { registry, connection } = await withApp({ auth }, { credentials: identityToken });
    expect((await listTags(connection, "app")).tags).toEqual(["v1"]);
    expect(registry.countRequests("GET /token")).toBe(1);
  });
});

test("a registry that shows strangers less is asked for its challenge first", async () => {
  const { registry, connection } = await withApp({
    intercept: ({ headers }) =>
      headers.authorization === undefined
        ? {
            headers: { "www-authenticate": "basic realm=zot", "content-type": "application/json" },
            body: '{"tags":[]}',
          }
        : undefined,
  });
  expect((await listTags(connection, "app")).tags).toEqual(["v1"]);
  expect(registry.requests.map(({ url }) => url)).toEqual(["/v2/", "/v2/app/tags/list"]);
});

test("without credentials no request is spent on asking", async () => {
  const { registry, connection } = await withApp({}, { credentials: { kind: "none" } });
  await listTags(connection, "app");
  expect(registry.requests).toHaveLength(1);
});

describe("tokens", () => {
  test("one is asked for, however many requests need it at once, and kept", async () => {
    const { registry, connection } = await withApp({ auth: bearer, latencyMs: 5 });
    registry.push("app", "v2", anImage());
    await Promise.all(Array.from({ length: 8 }, () => listTags(connection, "app")));
    await listTags(connection, "app");
    expect(registry.countRequests("GET /token")).toBe(1);
  });

  test("are asked for with our scope, whatever the challenge says", async () => {
    const hostile = `Bearer realm="REALM",service="s",scope="repository:*:* registry:catalog:*"`;
    const { registry, connection } = await withApp({ auth: bearer });
    registry.options.intercept = ({ path, headers }) =>
      path.startsWith("/v2/") && !headers.authorization
        ? { status: 401, headers: { "www-authenticate": hostile.replace("REALM", `${registry.url}/token`) } }
        : undefined;
    await listTags(connection, "app");
    expect(registry.requests.find(({ path }) => path === "/token")?.query.getAll("scope")).toEqual([
      "repository:app:pull",
    ]);
  });

  test("a revoked one is replaced once", async () => {
    const { registry, connection } = await withApp({ auth: bearer });
    await listTags(connection, "app");
    registry.revokeTokens();
    expect((await listTags(connection, "app")).tags).toEqual(["v1"]);
    expect(registry.countRequests("GET /token")).toBe(2);
  });

  test("a revoked one is replaced once for all who were refused at the same time", async () => {
    const { registry, connection } = await withApp({ auth: bearer });
    for (let at = 0; at < 8; at++) registry.push("app", `v${at}`, anImage());
    await listTags(connection, "app");
    registry.revokeTokens();
    await Promise.all(Array.from({ length: 8 }, (_, at) => findManifest(connection, "app", `v${at}`)));
    expect(registry.countRequests("GET /token")).toBe(2);
  });

  test("a fresh one that is refused ends it: no loop", async () => {
    const { registry, connection } = await withApp({ auth: bearer });
    registry.options.intercept = ({ path, headers }) =>
      path.endsWith("/tags/list") && headers.authorization
        ? { status: 401, headers: { "www-authenticate": `Bearer realm="${registry.url}/token",service="s"` } }
        : undefined;
    await expect(listTags(connection, "app")).rejects.toMatchObject({ code: "registry-unauthorized" });
    expect(registry.countRequests("GET /v2/app/tags/list")).toBe(2);
  });

  test("one that doesn't allow this is a lack of rights, not of a password", async () => {
    const { registry, connection } = await withApp({ auth: { ...bearer, grant: () => [] } });
    await expect(listRepositories(connection)).rejects.toMatchObject({ code: "registry-denied" });
    expect(registry.countRequests("GET /v2/_catalog")).toBe(2);
  });

  test.each([
    ["a web page", htmlPage],
    ["no token", { body: "{}" }],
    ["a number", { body: '{"token":7}' }],
    ["a token with a line break", { body: '{"token":"a\\r\\nX-Evil: 1"}' }],
    ["more than 1 MiB", { body: JSON.stringify({ token: "x".repeat(1024 * 1024) }) }],
    ["a redirect", { status: 302, headers: { location: "http://127.0.0.1:1/" } }],
  ])("the token service answering with %s is an error", async (_, answer) => {
    const { connection } = await withApp({ auth: bearer, intercept: faultAt("GET /token", answer) });
    await expect(listTags(connection, "app")).rejects.toMatchObject({
      code: expect.stringMatching(/^registry-(?:bad-response|failed)$/),
    });
  });

  test("the token service asking to wait is said so, with the seconds", async () => {
    const answer = { status: 429, headers: { "retry-after": "30" } };
    const { connection } = await withApp({ auth: bearer, intercept: faultAt("GET /token", answer) });
    const error = { code: "registry-busy", retryAfterSeconds: 30 };
    await expect(listTags(connection, "app")).rejects.toMatchObject(error);
  });
});

describe("credentials go nowhere else", () => {
  test("a realm on another origin gets no request at all", async () => {
    const elsewhere = await startFakeRegistry();
    const auth = { ...bearer, realm: `${elsewhere.url}/token` };
    const { connection } = await withApp({ auth });
    await expect(listTags(connection, "app")).rejects.toMatchObject({
      code: "registry-unauthorized",
      detail: expect.stringContaining("tokenRealm"),
    });
    expect(elsewhere.requests).toHaveLength(0);
    await elsewhere.close();
  });

  test("a realm that the configuration allows is used", async () => {
    const tokens = await startFakeRegistry({ auth: bearer });
    const { registry, connection } = await withApp(
      { auth: { ...bearer, realm: `${tokens.url}/token` } },
      { credentials: basic, tokenRealm: tokens.url },
    );
    registry.options.intercept = ({ path, headers }) =>
      path.endsWith("/tags/list") && headers.authorization?.startsWith("Bearer ")
        ? { headers: { "content-type": "application/json" }, body: '{"tags":["v1"]}' }
        : undefined;
    expect((await listTags(connection, "app")).tags).toEqual(["v1"]);
    expect(tokens.requests.map(({ path }) => path)).toEqual(["/token"]);
    await tokens.close();
  });

  test.each(["ftp://127.0.0.1/", "not a url", "http://user:pw@127.0.0.1/", ""])(
    "the realm %j is refused",
    async (realm) => {
      const { connection } = await withApp({ auth: { ...bearer, realm } });
      await expect(listTags(connection, "app")).rejects.toMatchObject({ code: "registry-bad-response" });
    },
  );

  test("wrong credentials are refused once and never shown", async () => {
    for (const auth of [basic, bearer]) {
      const { registry, connection } = await withApp({ auth }, { credentials: wrong });
      const error = await listTags(connection, "app").catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: "registry-unauthorized" });
      expect(JSON.stringify({ ...(error as object) })).not.toContain("wrong");
      expect(registry.requests.length).toBeLessThanOrEqual(4);
    }
  });

  test("a registry that asks for a password where none is configured says so", async () => {
    const { connection } = await withApp({ auth: basic }, { credentials: { kind: "none" } });
    await expect(listTags(connection, "app")).rejects.toMatchObject({ code: "registry-unauthorized" });
  });
});

test.each(["with a challenge", "without a challenge"])(
  "a token that is not taken any more is asked for anew, once, after a 401 %s",
  async (how) => {
    const { registry, connection } = await withApp({ auth: bearer });
    await listTags(connection, "app");
    registry.revokeTokens();
    const asked = registry.countRequests("GET /token");
    let refused = 0;
    registry.options.intercept = ({ path }) => {
      if (how === "with a challenge" || !path.endsWith("/tags/list") || refused++ > 0) return undefined;
      return { status: 401, body: "" };
    };
    expect((await listTags(connection, "app")).tags).toEqual(["v1"]);
    expect(registry.countRequests("GET /token") - asked).toBe(1);
  },
);

test("a token that was just given and is refused is told apart from wrong credentials", async () => {
  const { registry, connection } = await withApp({ auth: bearer });
  await listTags(connection, "app");
  registry.options.intercept = faultAt("GET /v2/app/tags/list", { status: 401, body: "" });
  const asked = registry.countRequests("GET /v2/app/tags/list");
  await expect(listTags(connection, "app")).rejects.toMatchObject({
    code: "registry-unauthorized",
    detail: expect.stringContaining("refused a token that its token service had just issued"),
  });
  expect(registry.countRequests("GET /v2/app/tags/list") - asked).toBe(2);
});
