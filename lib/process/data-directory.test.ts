import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { lockDataDirectory } from "./data-directory";

let parent: string;
let dataDir: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "shipshape-data-"));
  dataDir = join(parent, "data");
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const holdLock = `
  const SQLite = require("better-sqlite3");
  const file = new SQLite(process.argv[1] + "/lock");
  file.exec("begin exclusive");
  console.log("held");
  setInterval(() => {}, 1000);`;

it("makes the directory for its owner only", async () => {
  const unlock = await lockDataDirectory(dataDir);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  unlock();
});

it("refuses a directory that is in use and says by whom, until it is given back", async () => {
  const unlock = await lockDataDirectory(dataDir);
  await expect(lockDataDirectory(dataDir)).rejects.toMatchObject({
    code: "unavailable",
    detail: expect.stringContaining(`process ${process.pid}`),
  });
  unlock();
  (await lockDataDirectory(dataDir))();
});

it("takes over at once from a process that was killed outright", async () => {
  (await lockDataDirectory(dataDir))();
  const child = spawn(process.execPath, ["-e", holdLock, dataDir], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  await expect(lockDataDirectory(dataDir)).rejects.toMatchObject({ code: "unavailable" });
  child.kill("SIGKILL");
  await once(child, "exit");
  (await lockDataDirectory(dataDir))();
});

it("says why a directory can't be used", async () => {
  await expect(lockDataDirectory("/dev/null/data")).rejects.toMatchObject({
    code: "unavailable",
    detail: expect.stringContaining("/dev/null/data"),
  });
});
