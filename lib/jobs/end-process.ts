import "server-only";
import { setTimeout as wait } from "node:timers/promises";

/**
 * Signals the process group led by `pid` (or the process itself, if it leads none); returns whether it has a member.
 */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal);
      return true;
    } catch {
      // Nothing exists under that id.
    }
  }
  return false;
}

/**
 * Ends a process and its group: SIGTERM, and SIGKILL for what still runs after `graceMs`. `isAlive` returns whether it
 * is still the intended process. Resolves when the process is gone.
 */
export async function endProcess(pid: number, isAlive: () => boolean, graceMs = 5_000): Promise<void> {
  if (!isAlive()) return;
  signalGroup(pid, "SIGTERM");
  const killAt = performance.now() + graceMs;
  while (isAlive() && performance.now() < killAt) await wait(20);
  // Sent even if the leader has ended by itself: one of its children may have ignored SIGTERM.
  signalGroup(pid, "SIGKILL");
  const giveUpAt = performance.now() + 5_000;
  while (isAlive() && performance.now() < giveUpAt) await wait(20);
}
