import "server-only";
import os from "node:os";
import { isPostgres } from "@/lib/db/database";
import { identifyProcess, isProcessAlive } from "./process-identity";

/** Returns this process as an owner of leases: where it runs, and which process it is. */
export function leaseOwner(): string {
  const { pid, startTime } = identifyProcess(process.pid);
  return `${os.hostname()}/${pid}/${startTime ?? ""}`;
}

/**
 * Returns whether that owner is certainly gone: it ran on this machine, and its process is gone. An owner elsewhere, or
 * one that can't be identified, loses its lease only when the lease expires. With SQLite, one process has the data
 * directory to itself: any other owner is gone.
 */
export function isOwnerGone(owner: string): boolean {
  if (!isPostgres()) return owner !== leaseOwner();
  const [host, pid, startTime] = owner.split("/");
  if (host !== os.hostname() || !pid || !startTime) return false;
  return !isProcessAlive({ pid: Number(pid), startTime: Number(startTime) });
}
