import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "next-auth/jwt";
import { sessionCookieName, sessionSecret } from "@/lib/auth/cookies";
import { hashPassword } from "@/lib/auth/passwords";
import { findPerson, insertPerson } from "@/lib/auth/people-store";
import { openSession } from "@/lib/auth/sessions-store";
import { migrations } from "@/lib/boot/migrations";
import { type Config, loadConfig } from "@/lib/config/config";
import type { Role } from "@/lib/contract/people";
import { forgetAllProcessWide, processWide } from "@/lib/process/process-wide";
import { openTestDatabase } from "./database/test-database";

export const testPassword = "correct horse battery";
let passwordHash: Promise<string> | undefined;

export type TestPeople = { config: Config; close: () => Promise<void> };

/** Makes this process a console with a separate data directory, no people in its database, and these settings. */
export async function openTestPeople(env: Record<string, string> = {}): Promise<TestPeople> {
  forgetAllProcessWide();
  const dataDir = mkdtempSync(join(tmpdir(), "shipshape-people-"));
  const readFile = () => {
    throw Object.assign(new Error("no file"), { code: "ENOENT" });
  };
  const source = {
    env: { REGISTRY_URL: "http://127.0.0.1:9", DATA_DIR: dataDir, ...env },
    directory: dataDir,
    readFile,
  };
  const config = processWide("config", () => loadConfig(source));
  const closeDatabase = await openTestDatabase(migrations);
  return {
    config,
    close: async () => {
      await closeDatabase();
      rmSync(dataDir, { recursive: true, force: true });
      forgetAllProcessWide();
    },
  };
}

/** Adds a person with `testPassword`; returns their id. */
export async function addPerson(username: string, role: Role): Promise<string> {
  passwordHash ??= hashPassword(testPassword);
  await insertPerson({ username, passwordHash: await passwordHash, role });
  return (await findPerson(username))?.id ?? "";
}

/** Returns a `Cookie` header with a new session of the person. */
export async function sessionCookie(personId: string): Promise<string> {
  const sid = await openSession(personId);
  const token = await encode({ token: { sub: personId, sid }, secret: sessionSecret() });
  return `${sessionCookieName()}=${token}`;
}
