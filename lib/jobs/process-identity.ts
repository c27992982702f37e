import "server-only";
import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";

/** A process that can be told apart from a later one with the same pid. */
export const processIdentitySchema = z.object({
  pid: z.number().int().positive(),
  /** Clock ticks after boot (field 22 of /proc/<pid>/stat); null where the system doesn't say. */
  startTime: z.number().int().nullable(),
});
export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

/**
 * Returns field 22 of /proc/<pid>/stat (proc(5)); null for a process that is gone or a zombie, and if there is no
 * /proc.
 */
export function findProcessStartTime(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in parentheses and may hold spaces and parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // While a process is being ended, its first thread may be gone although others still hold its port and its files.
    const isGone = fields[0] === "Z" && readdirSync(`/proc/${pid}/task`).length <= 1;
    return isGone ? null : Number(fields[19]);
  } catch {
    return null;
  }
}

export function identifyProcess(pid: number): ProcessIdentity {
  return { pid, startTime: findProcessStartTime(pid) };
}

/** Returns whether exactly this process still runs. Without a start time that is unknown, and the answer is no. */
export function isProcessAlive({ pid, startTime }: ProcessIdentity): boolean {
  return startTime !== null && findProcessStartTime(pid) === startTime;
}
