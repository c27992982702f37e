import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Returns whether this machine has skopeo. Warns if it hasn't, as its part of a test is then left out. */
export function hasSkopeo(): boolean {
  const found = (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, "skopeo")));
  if (!found) console.warn("SKIPPED: no skopeo on this machine; nothing is pulled with it");
  return found;
}

/** Pulls all tags of a repository with skopeo, with all platforms; returns the pulled tags. Throws if one fails. */
export async function pullBySkopeo(url: string, repository: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "shipshape-skopeo-"));
  const source = `${new URL(url).host}/${repository}`;
  const transports = ["--src", "docker", "--dest", "dir", "--src-tls-verify=false"];
  try {
    await run("skopeo", ["sync", "--all", ...transports, source, folder], { maxBuffer: 16 * 1024 * 1024 });
    const images = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith("/manifest.json"),
    );
    for (const image of images) JSON.parse(readFileSync(join(folder, image), "utf8"));
    return images
      .map(
        (image) =>
          image
            .split("/")
            .at(-2)
            ?.replace(/^[^:]*:/, "") ?? "",
      )
      .sort();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
