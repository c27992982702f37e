import "server-only";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { AppError } from "@/lib/errors/app-error";
import { endLeftoverChildren } from "@/lib/jobs/process-ledger";
import { registryFiles } from "./registry-files";

const defaultPort = 5_000;
const loopback = "127.0.0.1";

function listenOnce(port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(null));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address() as net.AddressInfo;
      server.close(() => resolve(address.port));
    });
  });
}

/** Returns whether a server could listen at that address now. */
export async function isPortFree(port: number, host: string): Promise<boolean> {
  return (await listenOnce(port, host)) !== null;
}

function readKeptPort(file: string): number | null {
  try {
    const port = Number(readFileSync(file, "utf8"));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
  } catch {
    return null;
  }
}

/**
 * Returns the embedded registry's port: the wanted one, else the one of the last start, else 5000, else any free one.
 * Writes it down, so that image names stay the same. Ends what a killed console left on it. Throws `unavailable` if the
 * wanted port is taken.
 */
export async function findRegistryPort(dataDir: string, wanted: number | null, host = loopback): Promise<number> {
  await endLeftoverChildren(dataDir);
  const file = path.join(registryFiles(dataDir).directory, "port");
  const candidates = wanted === null ? [readKeptPort(file) ?? defaultPort, defaultPort, 0] : [wanted];
  for (const candidate of candidates) {
    const port = await listenOnce(candidate, host);
    if (port === null) continue;
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${port}\n`, { mode: 0o600 });
    return port;
  }
  throw portTaken(wanted ?? defaultPort, host);
}

/** Returns the error for a port on which another program listens. */
export function portTaken(port: number, host: string): AppError {
  return new AppError(
    "unavailable",
    `Another program already listens on port ${port} of ${host}, where the embedded registry has to start. Stop it, or set REGISTRY_PORT to a free port.`,
  );
}
