import { createServer } from "node:net";
import { Failure } from "./failure.mjs";

/** Throws when the port can't be listened on; if it is in use, says whether by a Shipshape console. */
export async function checkPort(host, port) {
  const code = await bindError(host, port);
  if (code === null) return;
  if (code === "EACCES") throw new Failure(`Port ${port} needs more rights than this account has: try PORT=3000.`);
  if (code !== "EADDRINUSE") throw new Failure(`HOST=${host} PORT=${port} can't be listened on (${code}).`);
  throw new Failure(
    (await isConsole(host, port))
      ? `Shipshape is running already: http://${displayHost(host)}:${port}\nStop that one, or start a second one beside it: PORT=${port + 1} REGISTRY_PORT=5001 DATA_DIR=./data-2 npm start`
      : `Port ${port} is in use by another program. Stop it, or choose another port: PORT=${port + 1} npm start`,
  );
}

function bindError(host, port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(error.code));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

async function isConsole(host, port) {
  try {
    const url = `http://${displayHost(host)}:${port}/api/health/live`;
    const response = await fetch(url, { signal: AbortSignal.timeout(2000), redirect: "error" });
    const body = await response.json();
    return body.status === "ok" && typeof body.version === "string";
  } catch {
    return false;
  }
}

function displayHost(host) {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}
