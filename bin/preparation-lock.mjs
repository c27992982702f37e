import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "./failure.mjs";

/** Runs `work` while no other start or test of this clone installs or builds. */
export async function withPreparationLock(folder, work) {
  const file = join(folder, ".node", "preparing.pid");
  mkdirSync(join(folder, ".node"), { recursive: true });
  take(file);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file, retried = false) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    const pid = Number(readFileSync(file, "utf8"));
    if (retried || isAlive(pid))
      throw new Failure(
        `Process ${pid} is installing or building in this folder. Wait for it, or end it, and try again.`,
      );
    rmSync(file, { force: true });
    take(file, true);
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
