import { type ChildProcessByStdio, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import type { findPostgres } from "@/bin/find-postgres.mjs";

type Postgres = NonNullable<ReturnType<typeof findPostgres>>;

const user = "shipshape";
// The collation of the usual PostgreSQL images: it reveals a query that relies on byte order.
const icu = ["--locale-provider=icu", "--icu-locale=en-US"];
// No data outlives the run, and many small databases are made and dropped.
const settings = {
  listen_addresses: "",
  max_connections: "500",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  autovacuum: "off",
  jit: "off",
  lc_messages: "C",
};

/**
 * Starts a separate empty PostgreSQL in a temporary folder, reachable by a socket that only its account and root may
 * use. It ends with this process at the latest. Throws, with the server's output, if it doesn't start.
 */
export async function startPostgres({ folder: programs, account }: Postgres) {
  const folder = mkdtempSync(join(parentFolder(), "shipshape-postgres-"));
  if (account.uid !== undefined && account.gid !== undefined) chownSync(folder, account.uid, account.gid);
  let server: ChildProcessByStdio<null, null, Readable> | undefined;
  const remove = () => {
    // "Immediate shutdown" of postgres(1): its data is deleted anyway.
    server?.kill("SIGQUIT");
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  };
  process.once("exit", remove);
  const options = { ...account, cwd: folder };
  const data = join(folder, "data");
  const make = (...more: string[]) => {
    const args = ["-D", data, "-U", user, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", ...more];
    return promisify(execFile)(join(programs, "initdb"), args, options);
  };
  // Before version 15, or built without ICU, PostgreSQL supports only byte order.
  await make(...icu).catch(() => make());
  const all = Object.entries({ ...settings, unix_socket_directories: folder });
  const args = all.flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  server = spawn(join(programs, "postgres"), ["-D", data, ...args], {
    ...options,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(server, "exit");
  await untilReady(server.stderr);
  return {
    url: `postgres://${user}@localhost/postgres?host=${encodeURIComponent(folder)}`,
    close: async () => {
      server.kill("SIGQUIT");
      await ended;
      remove();
    },
  };
}

// A database is 300 files: creating it takes 10 ms in memory, and 300 ms on some disks.
function parentFolder(): string {
  if (!existsSync("/dev/shm")) return tmpdir();
  const { bavail, bsize } = statfsSync("/dev/shm");
  return bavail * bsize > 1024 ** 3 ? "/dev/shm" : tmpdir();
}

async function untilReady(log: Readable): Promise<void> {
  const said: string[] = [];
  const lines = createInterface({ input: log });
  await new Promise<void>((resolve, reject) => {
    lines.on("line", (line) => {
      said.push(line);
      if (line.includes("ready to accept connections")) resolve();
    });
    lines.on("close", () => reject(new Error(`PostgreSQL doesn't start:\n${said.join("\n")}`)));
  });
  // The interface keeps reading: the server would block forever on a pipe that nobody reads.
  lines.removeAllListeners("line");
}
