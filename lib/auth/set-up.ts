import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { getConfig } from "@/lib/config/config";
import { pagePaths } from "@/lib/contract/paths";
import type { SetUp } from "@/lib/contract/people";
import { AppError } from "@/lib/errors/app-error";
import { systemActor } from "./actor";
import { isInitialised, markInitialised } from "./initialised-marker";
import { hashPassword } from "./passwords";
import { countPeople } from "./people-store";
import { recordAudit } from "./record-audit";
import { consumeSetUpToken, hasSetUpToken, saveSetUpToken } from "./set-up-store";

const tokenLifeMs = 60 * 60 * 1000;
const hash = (token: string) => createHash("sha256").update(token).digest("hex");

/** Returns true if the console waits for its first admin. */
export async function isSetUpPending(): Promise<boolean> {
  return !isInitialised(getConfig().dataDir) && (await countPeople()) === 0;
}

/** Creates a new address for setting up the console, valid for an hour and one use. */
export async function issueSetUpUrl(): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await saveSetUpToken(hash(token), Date.now() + tokenLifeMs);
  return new URL(`${pagePaths.setUp()}?token=${token}`, getConfig().publicUrl).href;
}

/**
 * Creates the first admin for the holder of the printed token. Throws `set-up-done` once a person exists, and
 * `forbidden` for a token that is wrong, used or too old.
 */
export async function setUpConsole({ token, username, password }: SetUp): Promise<void> {
  if (!(await isSetUpPending())) throw new AppError("set-up-done", "This console is already set up. Sign in instead.");
  // Checked before the slow hash, so that callers without a token can't keep the processor busy.
  if (!(await hasSetUpToken(hash(token)))) throw refused();
  const outcome = await consumeSetUpToken(hash(token), { username, passwordHash: await hashPassword(password) });
  if (outcome === "invalid") throw refused();
  markInitialised(getConfig().dataDir);
  await recordAudit({ actor: systemActor, action: "set-up", subject: username, outcome: "succeeded" });
}

const refused = () =>
  new AppError(
    "forbidden",
    "This set-up address has been used, or is older than an hour. Restart the console to get a new one.",
  );
