import "server-only";
import net from "node:net";
import path from "node:path";
import { AppError } from "@/lib/errors/app-error";
import type { RegistryProgram } from "./registry-commands";
import type { RegistryFiles } from "./registry-files";

/** Where the embedded registry itself listens, behind the guard of its port. */
export type RegistrySocket = { socketPath: string } | { host: "127.0.0.1"; port: number };

// The shortest limit of all systems, which is macOS's.
const longestPathBytes = 103;

/**
 * Returns a socket in the registry's own folder, which no page in a browser can reach. A container's socket would be of
 * no use outside of Docker's virtual machine, and a path may be too long for a socket: then it is any free port of
 * loopback.
 */
export async function findRegistrySocket(program: RegistryProgram, files: RegistryFiles): Promise<RegistrySocket> {
  const socketPath = path.join(files.directory, "registry.sock");
  const fits = Buffer.byteLength(socketPath) <= longestPathBytes && process.platform !== "win32";
  return program.kind === "binary" && fits ? { socketPath } : { host: "127.0.0.1", port: await findFreePort() };
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", (cause) => reject(new AppError("unavailable", "No port of 127.0.0.1 is free.", { cause })));
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
