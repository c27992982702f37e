import "server-only";
import { getConfig } from "@/lib/config/config";
import { AppError } from "@/lib/errors/app-error";
import { systemActor } from "./actor";
import { isInitialised, markInitialised } from "./initialised-marker";
import { hashPassword, verifyPassword } from "./passwords";
import { countPeople, findPerson, insertPerson, updatePerson } from "./people-store";
import { recordAudit } from "./record-audit";
import { revokeSessionsOf } from "./sessions-store";
import { issueSetUpUrl } from "./set-up";
import { deleteSetUpToken } from "./set-up-store";

/**
 * Makes sure at start that an admin exists. With `ADMIN_USERNAME` and `ADMIN_PASSWORD` it creates that account, or
 * restores its password, role and enabled state. Without them and without any people, it returns the one-time address
 * for setting up the console. Throws `unavailable` if people should exist and the database has none.
 */
export async function preparePeople(): Promise<{ setUpUrl: string | null }> {
  const { admin, dataDir } = getConfig();
  if (admin) await ensureAdmin(admin);
  if ((await countPeople()) > 0) {
    markInitialised(dataDir);
    await deleteSetUpToken();
    return { setUpUrl: null };
  }
  if (isInitialised(dataDir))
    throw new AppError(
      "unavailable",
      "The database has no people although this console was set up before. Restore the database from a backup, or " +
        "start with ADMIN_USERNAME and ADMIN_PASSWORD set.",
    );
  return { setUpUrl: await issueSetUpUrl() };
}

async function ensureAdmin({ username, password }: { username: string; password: string }): Promise<void> {
  const person = await findPerson(username);
  if (!person) {
    await insertPerson({ username, passwordHash: await hashPassword(password), role: "admin" });
    await record(username, { created: true });
    return;
  }
  const samePassword = await verifyPassword(person.password_hash, password);
  if (samePassword && person.role === "admin" && person.disabled === 0) return;
  const passwordHash = samePassword ? person.password_hash : await hashPassword(password);
  await updatePerson(person.id, { password_hash: passwordHash, role: "admin", disabled: 0 });
  await revokeSessionsOf(person.id);
  await record(username, { created: false, passwordChanged: !samePassword });
}

async function record(username: string, detail: Record<string, boolean>): Promise<void> {
  await recordAudit({ actor: systemActor, action: "people:change", subject: username, outcome: "succeeded", detail });
}
