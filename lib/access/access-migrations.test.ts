import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { canDo } from "@/lib/auth/authorize";
import { insertPerson } from "@/lib/auth/people-store";
import { findSessionActor, openSession } from "@/lib/auth/sessions-store";
import { migrations } from "@/lib/boot/migrations";
import { closeDatabase, database, openProcessDatabase } from "@/lib/db/database";
import { migrate } from "@/lib/db/migrate";
import { placeTestDatabase } from "@/lib/testing/database/test-database";
import { accessMigrations } from "./access-migrations";

let folder: string;
let remove: () => Promise<void>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "shipshape-access-"));
  const placed = await placeTestDatabase(folder);
  remove = placed.remove;
  const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => !(name in accessMigrations)));
  await migrate(openProcessDatabase(placed.location), before);
});
afterEach(async () => {
  await closeDatabase();
  await remove();
  rmSync(folder, { recursive: true });
});

test("nobody gains or loses a right by the upgrade", async () => {
  const add = (username: string, role: string) =>
    insertPerson({ username, passwordHash: "hash", role: role as "admin" }).then((id) => id ?? "");
  const [ann, vic] = [await add("ann", "admin"), await add("vic", "viewer")];
  await migrate(database(), migrations);
  const actorOf = async (id: string) => findSessionActor(await openSession(id), { isUse: false });
  const [admin, viewer] = [await actorOf(ann), await actorOf(vic)];
  if (!admin || !viewer) throw new Error("Somebody was signed out.");
  const place = { registry: "any", repository: "team/app" };
  expect(canDo(admin, "tag:delete", place)).toBe(true);
  expect(viewer.role).toBe("member");
  for (const action of ["registry:read", "registry:read-all", "garbage-collection:read"] as const)
    expect(canDo(viewer, action, place), action).toBe(true);
  for (const action of ["tag:delete", "tag:restore", "policy:change", "registry:sweep", "people:read"] as const)
    expect(canDo(viewer, action, place), action).toBe(false);
});
