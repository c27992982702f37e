import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { NotAvailable } from "@/bench/figure";
import { median } from "@/bench/percentile";

const ticksPerSecond = 100;

/**
 * Returns the resident memory of a process in bytes (proc_pid_status(5), VmRSS). Throws `NotAvailable` except on Linux.
 */
export function residentBytes(pid: number): number {
  if (process.platform !== "linux") throw new NotAvailable("resident memory is read from /proc");
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kib) * 1024;
}

/**
 * Returns the resident memory after ten seconds without work: the median of twenty looks within another five seconds.
 */
export async function settledResidentBytes(pid: number): Promise<number> {
  await sleep(10_000);
  const looks: number[] = [];
  for (let look = 0; look < 20; look++) {
    looks.push(residentBytes(pid));
    await sleep(250);
  }
  return median(looks);
}

/**
 * Returns the processor time that a process used, over all its threads, in seconds (proc_pid_stat(5)); NaN except on
 * Linux.
 */
export function cpuSeconds(pid: number): number {
  if (process.platform !== "linux") return Number.NaN;
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The program's name, before these fields, may contain spaces.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
