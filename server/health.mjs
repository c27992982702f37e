import { request as get } from "node:http";
import { request as getSecurely } from "node:https";

const timeoutMs = 5_000;

/** Asks the console that the environment describes whether it answers; returns the exit code for Docker. */
export function checkHealth(env) {
  const host = ["0.0.0.0", "::", "", undefined].includes(env.HOST) ? "127.0.0.1" : env.HOST;
  const secure = Boolean(env.TLS_CERT_FILE);
  const options = { host, port: env.PORT || 3000, path: "/api/health/live", timeout: timeoutMs };
  return new Promise((resolve) => {
    // Only whether it answers is asked, of this machine, so that any certificate will do.
    const request = secure ? getSecurely({ ...options, rejectUnauthorized: false }) : get(options);
    request.on("response", ({ statusCode }) => resolve(statusCode === 200 ? 0 : 1));
    request.on("timeout", () => request.destroy());
    request.on("error", ({ message }) => {
      console.error(`The console doesn't answer: ${message}`);
      resolve(1);
    });
    request.on("close", () => resolve(1));
    request.end();
  });
}
