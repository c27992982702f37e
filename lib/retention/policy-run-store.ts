import "server-only";
import { randomUUID } from "node:crypto";
import type { Selectable } from "kysely";
import { z } from "zod";
import type { PolicyRun } from "@/lib/contract/policies";
import { database } from "@/lib/db/database";
import { fromStored } from "@/lib/db/stored-json";
import { AppError } from "@/lib/errors/app-error";
import { leaseOwner } from "@/lib/jobs/lease-owner";

type PolicyRunTable = {
  id: string;
  policy_id: string;
  policy_name: string;
  registry: string;
  state: PolicyRun["state"];
  started_at: number;
  finished_at: number | null;
  started_by: string;
  deletes: number;
  /** JSON: the ids of its deletions, one for each repository. */
  deletions: string;
  problem: string | null;
  /** The process that is working on it. */
  owner: string;
};

declare module "@/lib/db/tables" {
  interface Tables {
    policy_run: PolicyRunTable;
  }
}

export type PolicyRunRow = Selectable<PolicyRunTable>;

const runs = () => database();

export async function insertPolicyRun(
  run: Pick<PolicyRunRow, "policy_id" | "policy_name" | "registry" | "started_by">,
): Promise<PolicyRunRow> {
  const row: PolicyRunRow = {
    ...run,
    id: randomUUID(),
    state: "running",
    started_at: Date.now(),
    finished_at: null,
    deletes: 0,
    deletions: "[]",
    problem: null,
    owner: leaseOwner(),
  };
  await runs().insertInto("policy_run").values(row).execute();
  return row;
}

export async function updatePolicyRun(
  id: string,
  changes: Partial<PolicyRunRow>,
  { onlyOpen = false } = {},
): Promise<void> {
  const update = runs().updateTable("policy_run").set(changes).where("id", "=", id);
  await update.$if(onlyOpen, (query) => query.where("state", "=", "running")).execute();
}

export const noPolicyRun = "This policy run does not exist.";

/** Returns a run. Throws `not-found`. */
export async function getPolicyRunRow(id: string): Promise<PolicyRunRow> {
  const row = await runs().selectFrom("policy_run").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new AppError("not-found", noPolicyRun);
  return row;
}

/** Returns a page of the runs, the latest first, and their total number. */
export async function pageOfPolicyRuns(page: { registries: string[] | null; offset: number; limit: number }) {
  let query = runs().selectFrom("policy_run");
  if (page.registries) query = query.where("registry", "in", [...page.registries, ""]);
  const [rows, counted] = await Promise.all([
    query.selectAll().orderBy("started_at", "desc").orderBy("id").offset(page.offset).limit(page.limit).execute(),
    query.select(({ fn }) => fn.countAll().as("total")).executeTakeFirstOrThrow(),
  ]);
  return { rows, total: Number(counted.total) };
}

/** Returns the runs that are not over. */
export function listOpenPolicyRuns(): Promise<PolicyRunRow[]> {
  return runs().selectFrom("policy_run").selectAll().where("state", "=", "running").execute();
}

/** Returns the ids of the deletions of a run, one for each repository. */
export const deletionsOf = ({ deletions }: Pick<PolicyRunRow, "deletions">): string[] =>
  fromStored(z.array(z.string()), deletions);

/** Returns how many policy runs are in each state. */
export async function countPolicyRunsByState(): Promise<{ state: string; count: number }[]> {
  return database()
    .selectFrom("policy_run")
    .select(({ fn }) => ["state", fn.countAll<number>().as("count")])
    .groupBy("state")
    .execute();
}
