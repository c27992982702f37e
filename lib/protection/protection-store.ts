import "server-only";
import { randomUUID } from "node:crypto";
import type { Selectable } from "kysely";
import { database } from "@/lib/db/database";
import { AppError } from "@/lib/errors/app-error";

type ProtectionTable = {
  id: string;
  registry: string;
  /** A glob over names of repositories. */
  repositories: string;
  /** A glob over tags. */
  tags: string;
  created_at: number;
  created_by: string;
};

declare module "@/lib/db/tables" {
  interface Tables {
    protection: ProtectionTable;
  }
}

export type ProtectionRow = Selectable<ProtectionTable>;

const protections = () => database();

/** Returns the protections of a registry, the oldest first. */
export function listProtectionRows(registry: string): Promise<ProtectionRow[]> {
  return protections()
    .selectFrom("protection")
    .selectAll()
    .where("registry", "=", registry)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
}

export async function insertProtection(
  protection: Pick<ProtectionRow, "registry" | "repositories" | "tags" | "created_by">,
): Promise<ProtectionRow> {
  const row = { ...protection, id: randomUUID(), created_at: Date.now() };
  await protections().insertInto("protection").values(row).execute();
  return row;
}

export const noProtection = "This protection does not exist.";

/** Returns a protection. Throws `not-found`. */
export async function getProtectionRow(id: string): Promise<ProtectionRow> {
  const row = await protections().selectFrom("protection").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new AppError("not-found", noProtection);
  return row;
}

export async function removeProtection(id: string): Promise<void> {
  await protections().deleteFrom("protection").where("id", "=", id).execute();
}
