import "server-only";
import { database } from "@/lib/db/database";
import { hideInText } from "@/lib/garbage-collection/collector-output/hide-in-text";

type LogTable = { run_id: string; part: number; text: string };

declare module "@/lib/db/tables" {
  interface Tables {
    collection_log: LogTable;
  }
}

/** Some lines of a run's log, each with its line feed. */
export type LogPart = { part: number; text: string };

const runsWithLog = 50;
const logs = () => database();

export async function appendLogPart(runId: string, { part, text }: LogPart): Promise<void> {
  await logs().insertInto("collection_log").values({ run_id: runId, part, text }).execute();
}

/** Lists the next parts after `afterPart` (-1: from the first one), in order. */
export async function listLogParts(runId: string, afterPart: number, limit: number): Promise<LogPart[]> {
  const parts = await logs()
    .selectFrom("collection_log")
    .select(["part", "text"])
    .where("run_id", "=", runId)
    .where("part", ">", afterPart)
    .orderBy("part")
    .limit(limit)
    .execute();
  // Logs of earlier versions contain the commands with all their arguments.
  return parts.map(({ part, text }) => ({ part, text: text.replace(/^\S+Z \$ .*$/gm, hideInText) }));
}

export async function findLastPart(runId: string): Promise<number> {
  const { last } = await logs()
    .selectFrom("collection_log")
    .select(({ fn }) => fn.max("part").as("last"))
    .where("run_id", "=", runId)
    .executeTakeFirstOrThrow();
  return last ?? -1;
}

/** Deletes the logs of all but the newest 50 runs; the runs themselves stay. */
export async function pruneLogs(): Promise<void> {
  await logs()
    .deleteFrom("collection_log")
    .where("run_id", "in", (query) =>
      query
        .selectFrom("collection_runs")
        .select("id")
        .where("number", "<=", (inner) =>
          inner
            .selectFrom("collection_runs")
            .select(({ fn, eb, lit }) => eb(fn.max("number"), "-", lit(runsWithLog)).as("oldest")),
        ),
    )
    .execute();
}
