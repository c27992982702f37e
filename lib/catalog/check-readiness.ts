import "server-only";
import { sql } from "kysely";
import { database } from "@/lib/db/database";
import { AppError } from "@/lib/errors/app-error";
import { logger } from "@/lib/logging/logger";
import { checkHealth } from "@/lib/registry/check-health";
import { listConnections } from "@/lib/registry/connection";

/**
 * Resolves if the console can do its work. Throws `unavailable` with the reasons, in words that reveal no internals to
 * a stranger: anybody may ask.
 */
export async function checkReadiness(): Promise<void> {
  const reasons = [await findDatabaseProblem(), await findRegistryProblem()].filter((reason) => reason !== null);
  if (reasons.length > 0) throw new AppError("unavailable", reasons.join(" "), { retryAfterSeconds: 10 });
}

async function findDatabaseProblem(): Promise<string | null> {
  try {
    await sql`select 1`.execute(database());
    return null;
  } catch (error) {
    logger().warn({ err: error }, "the database does not answer");
    return "The database does not answer.";
  }
}

async function findRegistryProblem(): Promise<string | null> {
  const states = await Promise.all(listConnections().map(async (connection) => (await checkHealth(connection)).state));
  return states.every((state) => state === "down") ? "No registry can be reached." : null;
}
