import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { migrations } from "@/lib/boot/migrations";
import { closeDatabase, database, openProcessDatabase } from "@/lib/db/database";
import { migrate } from "@/lib/db/migrate";
import type { IndexTables } from "@/lib/registry-index/tables/index-tables";
import type { SearchTables } from "@/lib/registry-index/tables/search-tables";
import { findRepository } from "@/lib/registry-index/tags/repository-store";
import { anEvent, notify } from "@/lib/testing/notifications";
import { aRegistryConfig, openTestConsole } from "@/lib/testing/test-console";
import type { RegistryEventTables } from "./registry-event-store";

let close: () => Promise<void>;
beforeEach(async () => {
  close = await openTestConsole([aRegistryConfig("http://127.0.0.1:9")]);
});
afterEach(() => close());

const db = () => database<IndexTables & RegistryEventTables>();
const events = () => db().selectFrom("registry_event").selectAll().execute();
const tags = () => db().selectFrom("tag").selectAll().orderBy("name").execute();
const pull = (other: Parameters<typeof anEvent>[0] = {}) =>
  anEvent({ action: "pull", ...other, request: { method: "GET", ...other.request } });
const statusOf = async (...sent: Parameters<typeof notify>) => (await notify(...sent)).status;

describe("an event", () => {
  test("is counted once, however often it arrives", async () => {
    const body = { events: [pull()] };
    for (let times = 0; times < 3; times++) expect(await statusOf(body)).toBe(202);
    expect(await events()).toHaveLength(1);
    expect(await tags()).toMatchObject([{ name: "1.0", pull_count: 1 }]);
    expect(await findRepository("local", "app")).toMatchObject({ pull_count: 1, tag_count: 1, unread_count: 1 });
  });

  test.each(["application/vnd.docker.distribution.events.v1+json", "application/json", "text/plain"])(
    "is taken as %s",
    async (contentType) => {
      expect(await statusOf({ events: [anEvent()] }, { contentType })).toBe(202);
      expect(await events()).toHaveLength(1);
    },
  );

  test("is kept with who, when, where and how", async () => {
    const digest = `sha256:${"a".repeat(64)}`;
    const event = anEvent({ timestamp: "2026-01-02T03:04:05.678901234Z", actor: { name: "bob" }, target: { digest } });
    await notify({ events: [event] });
    const at = Date.parse("2026-01-02T03:04:05.678Z");
    expect(await events()).toMatchObject([
      {
        registry: "local",
        id: event.id,
        at,
        action: "push",
        repository: "app",
        tag: "1.0",
        method: "PUT",
        actor: "bob",
        user_agent: "curl/8",
        address: "192.0.2.7:4711",
        request_id: event.request.id,
      },
    ]);
    expect((await events())[0]?.digest?.toString("hex")).toBe("a".repeat(64));
  });

  test("of the future happened now, and an older one moves no time back", async () => {
    const before = Date.now();
    await notify({ events: [anEvent({ timestamp: "2099-01-01T00:00:00Z" })] });
    const [tag] = await tags();
    expect(tag?.pushed_at).toBeGreaterThanOrEqual(before);
    expect(tag?.pushed_at).toBeLessThanOrEqual(Date.now());
    for (const timestamp of ["2020-01-01T00:00:00Z", "1970-01-01T00:00:00Z"])
      await notify({ events: [anEvent({ timestamp })] });
    expect((await tags())[0]?.pushed_at).toBeGreaterThanOrEqual(tag?.pushed_at ?? Infinity);
    expect((await findRepository("local", "app"))?.pushed_at).toBeGreaterThanOrEqual(tag?.pushed_at ?? Infinity);
  });

  test("of a blob, of a look, of the console's own, or of no known kind counts for nothing", async () => {
    const blob = { mediaType: "application/octet-stream", tag: null };
    await notify({
      events: [
        anEvent({ target: blob }),
        pull({ target: blob }),
        anEvent({ action: "mount", target: blob }),
        pull({ request: { method: "HEAD" } }),
        pull({ request: { useragent: "shipshape/1.0" } }),
        anEvent({ request: { useragent: "shipshape/1.0" } }),
        anEvent({ action: "delete", request: { useragent: "shipshape/1.0" } }),
        anEvent({ action: "scan" }),
      ],
    });
    expect(await events()).toEqual([]);
    expect(await findRepository("local", "app")).toBeNull();
  });

  test("of a tag that nobody knew is found by the search", async () => {
    await notify({ events: [anEvent({ target: { tag: "new-to-all" } })] });
    expect(await database<SearchTables>().selectFrom("tag_name").select("name").execute()).toEqual([
      { name: "new-to-all" },
    ]);
  });

  test("of a signature is counted at its tag, and is no pull of the repository", async () => {
    await notify({ events: [pull({ target: { tag: `sha256-${"a".repeat(64)}.sig` } })] });
    expect(await tags()).toMatchObject([{ referrer: 1, pull_count: 1 }]);
    expect(await findRepository("local", "app")).toMatchObject({ pull_count: 0, tag_count: 0 });
  });

  test("with hostile texts is kept without what could do harm", async () => {
    const useragent = `\u0000\u001b[31m${"x".repeat(900)}\ud800`;
    const event = anEvent({ target: { tag: "../../etc", digest: "sha256:zz" }, request: { useragent } });
    const refused = [{ repository: "../up" }, { repository: "App" }, { repository: null }];
    const body = { events: [event, ...refused.map((target) => anEvent({ target })), { id: 7 }, null, "x"] };
    expect(await statusOf(body)).toBe(202);
    expect(await events()).toMatchObject([{ id: event.id, tag: null, digest: null }]);
    expect((await events())[0]?.user_agent).toMatch(/^\[31mx{296}$/);
    expect(await tags()).toEqual([]);
  });
});

describe("a body", () => {
  test.each([
    ["no JSON", "{"],
    ["no events", "{}"],
    ["a list", "[]"],
    ["empty", ""],
    ["deeply nested", `{"events":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
    ["of 2 MiB", JSON.stringify({ events: [anEvent({ request: { useragent: "x".repeat(2 * 1024 * 1024) } })] })],
  ])("that is %s is taken and left out: refused, it would keep the registry from sending more", async (_what, body) => {
    expect(await statusOf(body)).toBe(202);
    expect(await events()).toEqual([]);
  });

  test("of more than a thousand events gives its first thousand", async () => {
    const many = Array.from({ length: 1_001 }, (_, at) => pull({ id: `${at}`, target: { tag: null, mediaType: "" } }));
    for (const event of many) Object.assign(event.target, { url: "http://r/v2/app/manifests/sha256:1" });
    expect(await statusOf({ events: many })).toBe(202);
    expect(await findRepository("local", "app")).toMatchObject({ pull_count: 1_000 });
  });
});

describe("without the registry's secret", () => {
  test.each([
    ["a wrong one", { secret: "another-secret-of-16" }],
    ["an empty one", { secret: "" }],
    ["none", { headers: { authorization: "" } }],
    ["another scheme", { headers: { authorization: "Basic YTpi" } }],
    ["a registry that isn't there", { registry: "nowhere" }],
    ["a registry that could not be", { registry: "../local" }],
  ])("nothing is read: %s", async (_what, sending) => {
    const response = await notify({ events: [anEvent()] }, sending);
    expect(response.status).toBe(401);
    const { type, detail } = await response.json();
    expect([type, detail]).toEqual([
      "/problems/unauthenticated",
      "This address accepts notifications only from a registry that sends its secret.",
    ]);
    expect(await events()).toEqual([]);
  });
});

describe("while nothing can be written", () => {
  test("the registry is asked to send it again, and then it counts once, with all that follows", async () => {
    const body = { events: [pull()] };
    // Fails after the event was inserted, as a crash in between would.
    await db().schema.alterTable("repository").renameTo("elsewhere").execute();
    expect(await statusOf(body)).toBe(503);
    expect(await events()).toEqual([]);
    expect(await tags()).toEqual([]);
    await db().schema.alterTable("elsewhere").renameTo("repository").execute();
    for (let times = 0; times < 2; times++) expect(await statusOf(body)).toBe(202);
    expect(await tags()).toMatchObject([{ pull_count: 1 }]);
    expect(await findRepository("local", "app")).toMatchObject({ pull_count: 1 });
  });

  test("a database that is locked is 503 too", async () => {
    const folder = mkdtempSync(join(tmpdir(), "shipshape-notified-"));
    const file = join(folder, "console.db");
    await closeDatabase();
    await migrate(openProcessDatabase({ kind: "sqlite", file }), migrations);
    const other = new SQLite(file);
    other.exec("begin immediate");
    expect(await statusOf({ events: [anEvent()] })).toBe(503);
    other.exec("rollback");
    other.close();
    expect(await statusOf({ events: [anEvent()] })).toBe(202);
    rmSync(folder, { recursive: true });
  });
});
