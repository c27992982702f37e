import { aptDistribution, aptInstall, disableService } from "./apt-install.mjs";
import { Failure } from "./failure.mjs";
import { findPostgres } from "./find-postgres.mjs";

/** Returns whether the store tests can run on PostgreSQL; installs it if that needs no confirmation. */
export async function ensurePostgres() {
  if (findPostgres()) return true;
  if (!aptDistribution()) return false;
  try {
    await aptInstall("postgresql");
    await disableService("postgresql");
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.log(error.message);
  }
  return findPostgres() !== null;
}
