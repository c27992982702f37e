import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Runs skopeo as a person would and returns what it printed. Throws with skopeo's own message when it fails. */
export async function skopeo(...args: string[]): Promise<string> {
  const { stdout } = await run("skopeo", args, { maxBuffer: 16 * 1024 * 1024 });
  return stdout;
}

/** Returns `docker://host/repository:tag` for the registry at `url`. */
export function transport(url: string, image: string): string {
  return `docker://${new URL(url).host}/${image}`;
}

/** Copies an image within or between plain-http registries, with every platform. */
export async function copyImage(from: string, to: string): Promise<void> {
  await skopeo("copy", "--quiet", "--all", "--src-tls-verify=false", "--dest-tls-verify=false", from, to);
}
