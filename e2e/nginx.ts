import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { findOnPath } from "@/bin/find-on-path.mjs";
import { untilListening } from "@/lib/testing/until-listening";

/** The path of nginx, or null. */
export const nginx = findOnPath("nginx")[0] ?? null;

/** Starts nginx with the lines as its only server; returns a function that ends it. */
export async function startNginx(port: number, lines: string): Promise<() => Promise<void>> {
  if (!nginx) throw new Error("nginx is not on the PATH");
  const folder = await mkdtemp(path.join(tmpdir(), "shipshape-nginx-"));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  const file = path.join(folder, "nginx.conf");
  await writeFile(
    file,
    `daemon off; pid ${folder}/pid; error_log stderr; worker_processes 1; events {}
http { access_log off; ${temporary.join(" ")} server { listen 127.0.0.1:${port}; ${lines} } }`,
  );
  const child = spawn(nginx, ["-p", folder, "-c", file, "-e", "stderr"], { stdio: ["ignore", "inherit", "inherit"] });
  await untilListening(port, () => child.exitCode !== null);
  return async () => {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
}
