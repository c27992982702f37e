import { sql } from "kysely";
import { afterEach, expect, test } from "vitest";
import { listRepositories } from "@/lib/catalog/list-repositories";
import { listTags } from "@/lib/catalog/list-tags";
import { requestSweep } from "@/lib/catalog/request-sweep";
import type { IndexProgress } from "@/lib/contract/index-progress";
import { repositoryQuerySchema } from "@/lib/contract/repositories";
import { tagQuerySchema } from "@/lib/contract/tags";
import { database, isPostgres } from "@/lib/db/database";
import { findIndexedRegistry } from "@/lib/registry-index/tags/indexed-registry-store";
import { anImage } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import type { FakeAnswer, FakeRequest } from "@/lib/testing/fake-registry/exchange";
import { closeIndexingConsole, openIndexingConsole, startIndexing } from "@/lib/testing/indexing-console";
import { admin } from "@/lib/testing/test-console";
import { until } from "@/lib/testing/until";
import { sweepAgain, untilIndex, untilSwept } from "@/lib/testing/until-swept";

afterEach(closeIndexingConsole);

const json = (value: unknown): FakeAnswer => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});

async function shown(): Promise<Record<string, string[]>> {
  const query = repositoryQuerySchema.parse({ waitMs: 0, limit: 500 });
  const { items } = await listRepositories(admin, "local", query);
  const tags = items.map(async ({ name }) => {
    const list = await listTags(admin, "local", name, tagQuerySchema.parse({ waitMs: 0, limit: 500 }));
    return [name, list.items.map(({ tag, digest }) => `${tag}@${digest}`)] as const;
  });
  return Object.fromEntries(await Promise.all(tags));
}

async function openFilled(): Promise<{ registry: FakeRegistry; before: Record<string, string[]> }> {
  const registry = await openIndexingConsole();
  for (const repository of ["app", "base", "web"])
    for (const tag of ["1.0.0", "1.1.0", "latest"]) registry.push(repository, tag, anImage());
  await untilSwept();
  return { registry, before: await shown() };
}

const broken: [what: string, answer: (request: FakeRequest) => FakeAnswer | undefined][] = [
  ["answers 500", () => ({ status: 500, body: "no" })],
  ["answers with a web page", () => ({ status: 200, headers: { "content-type": "text/html" }, body: "<html>" })],
  [
    "answers 404 without saying that it is a registry",
    () => ({ status: 404, headers: { "content-type": "text/plain" }, body: "404 page not found" }),
  ],
  ["lists no repository", ({ path }) => (path.includes("_catalog") ? json({ repositories: [] }) : undefined)],
  [
    "lists half of the repositories",
    ({ path }) => (path.includes("_catalog") ? json({ repositories: ["app"] }) : undefined),
  ],
  ["lists no tags", ({ path }) => (path.includes("/tags/list") ? json({ name: "app", tags: null }) : undefined)],
  ["refuses the console's credentials", () => ({ status: 401, headers: { "www-authenticate": 'Basic realm="x"' } })],
];

for (const [what, answer] of broken) {
  test(`a registry that ${what} for a while takes nothing out of the index`, async () => {
    const { registry, before } = await openFilled();
    registry.options.intercept = (request) => answer(request);
    await Promise.race([sweepAgain(), untilIndex((progress) => progress.state === "waiting")]);
    expect(await shown()).toEqual(before);
    delete registry.options.intercept;
    registry.push("app", "2.0.0", anImage());
    // A sweep that began before the push has not seen it.
    await until(async () => expect((await sweepAgain().then(shown)).app?.length).toBe(4));
    expect(Object.keys(await shown())).toEqual(["app", "base", "web"]);
  });
}

test("a registry that is gone is told of, with the age of what is shown, and its return is noticed", async () => {
  const { registry, before } = await openFilled();
  registry.options.intercept = () => ({ status: 200, fault: "reset" });
  const waiting = untilIndex((progress) => progress.state === "waiting");
  void sweepAgain().catch(() => undefined);
  expect((await waiting).problem?.type).toBe("/problems/registry-unreachable");
  expect(await shown()).toEqual(before);
  const { freshness } = await listRepositories(admin, "local", repositoryQuerySchema.parse({ waitMs: 0 }));
  expect(freshness).toMatchObject({ problem: { type: "/problems/registry-unreachable" } });
  expect(freshness.checkedAt).not.toBeNull();
  const tags = await listTags(admin, "local", "app", tagQuerySchema.parse({ waitMs: 0 }));
  expect(tags.freshness).toMatchObject({ problem: { type: "/problems/registry-unreachable" } });
  delete registry.options.intercept;
  expect((await untilSwept(2)).problem).toBeNull();
});

// Until a console has taken over the registry, nothing asks it, and what was recorded about it stays.
const isAtWork = ({ state }: IndexProgress) => state === "reading" || state === "idle";

test("a registry that is back when the console starts again is not called out of reach any more", async () => {
  const registry = await openIndexingConsole({}, { indexing: null });
  registry.push("app", "1.0.0", anImage());
  const stop = startIndexing();
  await untilSwept();
  registry.options.intercept = () => ({ status: 200, fault: "reset" });
  requestSweep(admin, "local");
  await untilIndex((progress) => progress.state === "waiting");
  await stop();
  delete registry.options.intercept;
  startIndexing();
  expect((await untilIndex(isAtWork)).problem).toBeNull();
});

/** A console that has swept its registry once, and has recorded since that it is out of reach. */
async function openAway(): Promise<FakeRegistry> {
  const registry = await openIndexingConsole();
  registry.push("app", "1.0.0", anImage());
  await untilSwept();
  registry.options.intercept = () => ({ status: 200, fault: "reset" });
  requestSweep(admin, "local");
  await untilIndex((progress) => progress.state === "waiting");
  return registry;
}

test("what was recorded of an outage is cleared where that fails at first", async () => {
  const registry = await openAway();
  const table = database<unknown>().schema;
  await table.alterTable("indexed_registry").renameTo("elsewhere").execute();
  const asked = registry.requests.length;
  delete registry.options.intercept;
  await until(() => expect(registry.requests.slice(asked).some(({ path }) => path.includes("/tags/list"))).toBe(true));
  await table.alterTable("elsewhere").renameTo("indexed_registry").execute();
  expect((await sweepAgain()).problem).toBeNull();
});

test("a sweep that ends clears what no task of it could clear", async () => {
  const registry = await openAway();
  await refuseToClearAlone();
  delete registry.options.intercept;
  expect((await untilSwept(2)).problem).toBeNull();
});

/** Lets every update fail that only removes the problem of a registry, as while the database is not available. */
async function refuseToClearAlone(): Promise<void> {
  const when = "when (new.problem is null and old.problem is not null and new.sweeps = old.sweeps)";
  const on = `before update on indexed_registry for each row ${when}`;
  const statements = isPostgres()
    ? [
        "create function refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$",
        `create trigger refuse ${on} execute function refuse()`,
      ]
    : [`create trigger refuse ${on} begin select raise(fail, 'no'); end`];
  for (const statement of statements) await sql.raw(statement).execute(database());
}

test("a tag that the list forgets stays until the registry says that it is gone", async () => {
  const { registry } = await openFilled();
  registry.options.intercept = ({ path }) =>
    path === "/v2/app/tags/list" ? json({ name: "app", tags: ["latest"] }) : undefined;
  registry.store.repositories.get("app")?.tags.delete("1.1.0");
  await sweepAgain();
  expect((await shown()).app?.map((tag) => tag.split("@")[0])).toEqual(["1.0.0", "latest"]);
});

test("a repository leaves the index when the registry says that there is none", async () => {
  const { registry } = await openFilled();
  registry.store.repositories.delete("base");
  await sweepAgain();
  expect(Object.keys(await shown())).toEqual(["app", "web"]);
});

test("waits as long as a busy registry asks, and asks for less at a time", async () => {
  const registry = await openIndexingConsole();
  for (const tag of ["1.0.0", "1.1.0"]) registry.push("app", tag, anImage());
  let refused = false;
  registry.options.intercept = ({ path }) => {
    if (refused || !path.includes("/manifests/1")) return undefined;
    refused = true;
    return { status: 429, headers: { "retry-after": "1" } };
  };
  const { tagsRead, problem } = await untilSwept();
  expect([tagsRead, problem]).toEqual([2, null]);
});

test("what has answered with web pages from the start is no registry without repositories", async () => {
  const page = { status: 200, headers: { "content-type": "text/html" }, body: "<html>" };
  await openIndexingConsole({ intercept: () => page });
  await untilSwept();
  expect((await findIndexedRegistry("local"))?.catalog_incomplete).toContain("a web page instead of the catalog");
});
