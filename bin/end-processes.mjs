import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Ends the processes that a file lists as `[{pid, startTime, owner}]`: a console started them and was killed before it
 * could stop them. Leaves alone a pid that now belongs to another process, and every process whose owner still runs.
 */
export async function endListedProcesses(file, graceMs = 5000) {
  const listed = readList(file).filter((entry) => isStillIt(entry) && !(entry.owner && isStillIt(entry.owner)));
  for (const { pid } of listed) signalGroup(pid, "SIGTERM");
  const deadline = Date.now() + graceMs;
  while (listed.some(isStillIt) && Date.now() < deadline) await sleep(50);
  for (const entry of listed) if (isStillIt(entry)) signalGroup(entry.pid, "SIGKILL");
  return listed.length;
}

function readList(file) {
  try {
    const list = JSON.parse(readFileSync(file, "utf8"));
    return Array.isArray(list) ? list.filter((entry) => Number.isInteger(entry?.pid) && entry.pid > 1) : [];
  } catch {
    return [];
  }
}

function isStillIt({ pid, startTime }) {
  if (process.platform === "linux") return startTime !== null && findStartTime(pid) === startTime;
  return commandOf(pid).includes("registry");
}

// Clock ticks after boot, field 22 of /proc/<pid>/stat (proc(5)); the program's name before it may contain spaces.
function findStartTime(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? null : Number(fields[19]);
  } catch {
    return null;
  }
}

function commandOf(pid) {
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

function signalGroup(pid, name) {
  for (const target of [-pid, pid]) {
    try {
      return process.kill(target, name);
    } catch {
      // It leads no group, or has ended.
    }
  }
  return false;
}
