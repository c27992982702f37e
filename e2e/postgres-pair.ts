import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { findPostgres } from "@/bin/find-postgres.mjs";
import { findFreePort } from "@/lib/testing/free-port";
import { untilListening } from "@/lib/testing/until-listening";
import { expect } from "./fixtures";

type Postgres = NonNullable<ReturnType<typeof findPostgres>>;

export type PostgresPair = {
  /** The address that stays the same, whichever server is behind it. */
  url: string;
  /** Kills the primary, promotes its replica, and leads the address to it, as a cluster manager would. */
  failOver(): Promise<void>;
  close(): Promise<void>;
};

const user = "shipshape";

/** Starts a primary with a streaming replica, and an address in front that leads to the primary. */
export async function startPostgresPair({ folder: found, account }: Postgres): Promise<PostgresPair> {
  // Only the server itself may be linked elsewhere.
  const programs = path.dirname(realpathSync(path.join(found, "postgres")));
  const folder = mkdtempSync(path.join(tmpdir(), "shipshape-pair-"));
  if (account.uid !== undefined && account.gid !== undefined) chownSync(folder, account.uid, account.gid);
  const [primaryPort, replicaPort, port] = [await findFreePort(), await findFreePort(), await findFreePort()];
  const [primaryData, replicaData] = [path.join(folder, "primary"), path.join(folder, "replica")];
  const run = (program: string, ...args: string[]) =>
    promisify(execFile)(path.join(programs, program), args, { ...account, cwd: folder });
  const serve = async (data: string, at: number) => {
    const settings = { listen_addresses: "127.0.0.1", port: String(at), unix_socket_directories: folder };
    const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const server = spawn(path.join(programs, "postgres"), ["-D", data, ...args], {
      ...account,
      cwd: folder,
      stdio: "ignore",
    });
    await untilListening(at, () => server.exitCode !== null);
    // It accepts connections before it accepts queries.
    await expect(() => run("pg_isready", "-h", "127.0.0.1", "-p", String(at))).toPass({ timeout: 30_000 });
    return server;
  };

  await run("initdb", "-D", primaryData, "-U", user, "-A", "trust", "-E", "UTF8", "--locale=C");
  const primary = await serve(primaryData, primaryPort);
  const source = ["-h", "127.0.0.1", "-p", String(primaryPort), "-U", user];
  await run("pg_basebackup", ...source, "-D", replicaData, "-R", "-X", "stream", "-c", "fast");
  const replica = await serve(replicaData, replicaPort);
  const relay = await startRelay(port, primaryPort);

  return {
    url: `postgres://${user}@127.0.0.1:${port}/postgres`,
    failOver: async () => {
      // The whole server, as when its machine is gone: nothing of it is written or sent any more.
      await killServer(primary);
      await run("pg_ctl", "promote", "-D", replicaData, "-w");
      relay.leadTo(replicaPort);
    },
    close: async () => {
      relay.close();
      await Promise.all([primary, replica].map(killServer));
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

async function killServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, "exit");
  // "Immediate shutdown" of postgres(1): no checkpoint, no farewell to the replica.
  server.kill("SIGQUIT");
  await ended;
}

async function startRelay(port: number, first: number) {
  let target = first;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const onward = connect(target, "127.0.0.1");
    for (const [socket, other] of [
      [client, onward],
      [onward, client],
    ] as const) {
      open.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        open.delete(socket);
        other.destroy();
      });
    }
    client.pipe(onward).pipe(client);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    leadTo: (other: number) => {
      target = other;
      cut();
    },
    close: () => {
      server.close();
      cut();
    },
  };
}
