import { globSync } from "node:fs";
import type { APIRequestContext } from "@playwright/test";
import { pushTestImage } from "@/lib/testing/push-to-registry";
import type { RunningConsole } from "./console";
import { expect, test } from "./fixtures";
import { signIn } from "./sign-in-request";

// Two people who may see nothing of each other's repositories ask for everything that the console can show.

test.use({ start: { samples: false } });

const password = "correct horse battery staple";

/** What only its own people may know of a repository. */
type Canary = { repository: string; tag: string; label: string; digest: string; layer: string };
type Who = { name: string; own: Canary; others: Canary; request: APIRequestContext };
type Ids = { deletion: string; policy: string; run: string };

async function pushCanary(registryUrl: string, name: string): Promise<Canary> {
  const repository = `${name}-team/canary-${name}`;
  const tag = `tag-of-${name}-7f3c`;
  const label = `label-of-${name}-91ab`;
  const layer = `layer of ${name}`;
  const annotations = { "org.example.canary": label };
  const pushed = await pushTestImage(registryUrl, repository, tag, [layer, "shared by both"], { annotations });
  return { repository, tag, label, digest: pushed.digest, layer: pushed.blobs[1] ?? "" };
}

/** Everything by which a canary would give itself away, in each way that it may be written. */
function traces(canary: Canary): string[] {
  const secrets = [canary.repository.split("/")[1] ?? "", canary.tag, canary.label, canary.digest.slice(7)];
  return secrets.flatMap((secret) => [
    secret,
    Buffer.from(secret).toString("base64").slice(0, -4),
    encodeURIComponent(secret),
  ]);
}

/** The addresses of every page and of every GET of the API, asked for with what the other person has. */
async function addresses(admin: APIRequestContext, { others }: Who, ids: Ids): Promise<string[]> {
  const { paths } = (await (await admin.get("/api/openapi.json")).json()) as { paths: Record<string, object> };
  const api = Object.entries(paths).flatMap(([path, item]) => ("get" in item ? [path] : []));
  const pages = globSync("app/(console)/**/page.tsx").map(
    (file) =>
      file
        .replace("app/(console)", "")
        .replace("page.tsx", "")
        .replace(/\/$/, "")
        .replace("/[repository]/", "/[repository]/-/")
        .replaceAll("[", "{")
        .replaceAll("]", "}") || "/",
  );
  const idOf = (path: string) =>
    /deletions\/\{id\}/.test(path) ? ids.deletion : path.includes("policies/{id}") ? ids.policy : ids.run;
  return [...api, ...pages]
    .filter((path) => path !== "/api/events" && path !== "/metrics")
    .map((path) =>
      path
        .replace("{registry}", "local")
        .replace("{repository}", others.repository)
        .replace("{tag}", others.tag)
        .replace("{digest}", others.digest)
        .replace("{id}", idOf(path)),
    );
}

const searches = ["canary", "tag-of", "label-of", "team"].flatMap((query) => [
  `/api/search?query=${query}`,
  `/api/r/local?query=${query}`,
  `/api/clean-up/trash?query=${query}`,
]);

/** A refusal of what exists must read like that of what doesn't: all that the asker gave is taken out of both. */
function normalized(body: string, canary: Canary): string {
  let text = body.replaceAll(/"requestId":"[^"]*"/g, "").replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID");
  for (const given of [canary.repository, canary.repository.split("/")[1] ?? "", canary.tag, canary.digest])
    for (const form of [given, encodeURIComponent(given)]) text = text.replaceAll(form, "GIVEN");
  return text;
}

test("nothing that the console answers tells of a repository that the person may not see", async ({
  console,
  request: admin,
  playwright,
}) => {
  await signIn(admin, console);
  const origin = { origin: console.url };
  const post = async (path: string, data: object) => {
    const response = await admin.post(path, { headers: origin, data });
    expect(response.ok(), `${path}: ${await response.text()}`).toBe(true);
    return response.json();
  };
  const canaries = {
    ann: await pushCanary(console.registryUrl, "ann"),
    bob: await pushCanary(console.registryUrl, "bob"),
  };
  for (const [name, { repository }] of Object.entries(canaries)) {
    await post("/api/settings/people", { username: name, password, role: "member" });
    const subject = { kind: "person", name };
    await post("/api/access/grants", { registry: "local", pattern: `${name}-team/**`, subject, role: "owner" });
    await pushTestImage(console.registryUrl, repository, `${canaries[name as "ann"].tag}-gone`, ["goes"]);
    await expect
      .poll(async () => (await (await admin.get(`/api/r/local/${repository}/-/tags?waitMs=2000`)).json()).total)
      .toBe(2);
  }
  const idsOf = async (canary: Canary): Promise<Ids> => {
    const tags = [`${canary.tag}-gone`];
    const plan = await post("/api/clean-up/deletions", { registry: "local", repository: canary.repository, tags });
    await post(`/api/clean-up/deletions/${plan.id}/start`, { hash: plan.hash, tags: 1 });
    const policy = await post("/api/clean-up/policies", {
      spec: {
        name: canary.label,
        registry: "local",
        repositories: { include: [canary.repository], exclude: [] },
        tags: {},
        keep: { newest: [{ count: 1, by: "semver", per: "all" }], within: [] },
      },
    });
    return { deletion: plan.id, policy: policy.id, run: policy.id };
  };
  const ids = { ann: await idsOf(canaries.ann), bob: await idsOf(canaries.bob) };
  const people = await Promise.all(
    (["ann", "bob"] as const).map(async (name): Promise<Who> => {
      const request = await playwright.request.newContext({ baseURL: console.url });
      await signIn(request, { url: console.url, username: name, password });
      return { name, own: canaries[name], others: canaries[name === "ann" ? "bob" : "ann"], request };
    }),
  );

  const shownToAdmin = new Set<string>();
  for (const who of people) {
    const { request, others } = who;
    const theirs = ids[who.name === "ann" ? "bob" : "ann"];
    for (const path of [...(await addresses(admin, who, theirs)), ...searches])
      for (const headers of path.startsWith("/api/") ? [{}] : [{}, { rsc: "1" }]) {
        const response = await request.get(path, { headers });
        const body = await response.text();
        const given = decodeURIComponent(path);
        const told = traces(others).filter((trace) => !given.includes(trace));
        for (const trace of told) expect(body.includes(trace), `${who.name} reads ${trace} at ${path}`).toBe(false);
        const shown = await (await admin.get(path, { headers })).text();
        if (told.some((trace) => shown.includes(trace))) shownToAdmin.add(path);
        if (!path.startsWith("/api/") || !given.includes(others.repository)) continue;
        const absent: Canary = { ...others, repository: "no-team/no-such-name" };
        const nothing = await request.get(given.replace(others.repository, absent.repository), { headers });
        expect([response.status(), normalized(body, others)], path).toEqual([
          nothing.status(),
          normalized(await nothing.text(), absent),
        ]);
      }
    expect((await request.get(`/api/clean-up/deletions/${theirs.deletion}`)).status()).toBe(404);
  }

  // The walk finds what there is to find.
  expect(shownToAdmin.size).toBeGreaterThan(40);

  const total = async (request: APIRequestContext, path: string) => (await (await request.get(path)).json()).total;
  for (const path of ["/api/r/local", "/api/clean-up/trash", "/api/clean-up/deletions"]) {
    const [all, ...each] = await Promise.all(
      [admin, ...people.map(({ request }) => request)].map((one) => total(one, path)),
    );
    expect(
      each.reduce((sum, one) => sum + one, 0),
      path,
    ).toBe(all);
    expect(each, path).toEqual([1, 1]);
  }
  await expectSilentEvents(console, people);
  for (const { request } of people) await request.dispose();
});

/** A push to one's repository is told to the one, and not to the other. */
async function expectSilentEvents(console: RunningConsole, people: Who[]): Promise<void> {
  const [ann, bob] = people as [Who, Who];
  const heard = new Map<string, string>();
  const abort = new AbortController();
  for (const { name, request } of people) {
    const { cookies } = await request.storageState();
    const cookie = cookies.map((each) => `${each.name}=${each.value}`).join("; ");
    const response = await fetch(`${console.url}/api/events`, { headers: { cookie }, signal: abort.signal });
    void (async () => {
      const decoder = new TextDecoder();
      for await (const part of response.body ?? []) heard.set(name, (heard.get(name) ?? "") + decoder.decode(part));
    })().catch(() => undefined);
  }
  await pushTestImage(console.registryUrl, bob.own.repository, "another", ["more"]);
  await expect.poll(() => heard.get("bob") ?? "").toContain(bob.own.repository);
  await pushTestImage(console.registryUrl, ann.own.repository, "another", ["more"]);
  await expect.poll(() => heard.get("ann") ?? "").toContain(ann.own.repository);
  expect(heard.get("ann")).not.toContain(bob.own.repository);
  abort.abort();
}

test("a right that is taken away is gone with the next request, and says what is missing", async ({
  console,
  request: admin,
  playwright,
}) => {
  await signIn(admin, console);
  const origin = { origin: console.url };
  await pushTestImage(console.registryUrl, "cat-team/app", "1.0", ["cat"]);
  await admin.post("/api/settings/people", { headers: origin, data: { username: "cat", password, role: "member" } });
  await admin.post("/api/access/teams", { headers: origin, data: { name: "cats", members: ["cat"] } });
  const data = { registry: "local", pattern: "cat-team/**", subject: { kind: "team", name: "cats" }, role: "reader" };
  const grant = await (await admin.post("/api/access/grants", { headers: origin, data })).json();
  const cat = await playwright.request.newContext({ baseURL: console.url });
  await signIn(cat, { url: console.url, username: "cat", password });
  const tag = await (await cat.get("/api/r/local/cat-team/app/-/tags/1.0")).json();
  const headers = { ...origin, "if-match": `"${tag.digest}"` };
  const refused = await cat.delete("/api/r/local/cat-team/app/-/tags/1.0", { headers });
  expect(refused.status()).toBe(403);
  expect((await refused.json()).detail).toBe(
    "You may not delete here. That needs the role maintainer for cat-team/app. An owner of it, or an administrator, can give it to you.",
  );
  const why = await (
    await cat.get("/api/access/why?registry=local&repository=cat-team/app&person=cat&action=read")
  ).json();
  expect(why).toMatchObject({ allowed: true, because: [{ grant: grant.id, subject: data.subject, role: "reader" }] });
  await admin.delete(`/api/access/grants/${grant.id}`, { headers: origin });
  expect((await cat.get("/api/r/local/cat-team/app/-/tags/1.0")).status()).toBe(404);
  await cat.dispose();
});
