import "server-only";
import os from "node:os";
import { isPostgres } from "@/lib/db/database";
import { identifyProcess, isProcessAlive } from "./process-identity";

/** This process as an owner of leases: where it runs, and which process it is. */
export function leaseOwner(): string {
  const { pid, startTime } = identifyProcess(process.pid);
  return `${os.hostname()}/${pid}/${startTime ?? ""}`;
}

/**
 * Whether that owner is certainly no more: it ran on this machine, and its process is gone. An owner elsewhere, or
 * one that can't be told apart, only loses its lease by letting it run out. SQLite lies in a data directory, which one
 * process has for itself: any other one is gone.
 */
export function isOwnerGone(owner: string): boolean {
  if (!isPostgres()) return owner !== leaseOwner();
  const [host, pid, startTime] = owner.split("/");
  if (host !== os.hostname() || !pid || !startTime) return false;
  return !isProcessAlive({ pid: Number(pid), startTime: Number(startTime) });
}
