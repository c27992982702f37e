import "server-only";
import { execFile } from "node:child_process";
import { childEnvironment } from "@/lib/jobs/child-environment";
import { processWide } from "@/lib/process/process-wide";
import type { RegistryProgram } from "./registry-commands";

const timeoutMs = 8_000;

/** Finds the exact version of a registry program, such as "2.8.2", as it reports it; null if it doesn't. Asks once. */
export function findRegistryVersion(program: RegistryProgram): Promise<string | null> {
  const known = processWide("registry-versions", () => new Map<string, Promise<string | null>>());
  const key = JSON.stringify(program);
  const found = known.get(key) ?? ask(program);
  known.set(key, found);
  // A program that can't be run now may be there the next time.
  void found.then((version) => version === null && known.delete(key));
  return found;
}

function ask(program: RegistryProgram): Promise<string | null> {
  const [command, ...argv] =
    program.kind === "binary" ? [program.path, "--version"] : ["docker", "run", "--rm", program.image, "--version"];
  return new Promise((resolve) => {
    execFile(
      /*turbopackIgnore: true*/ command as string,
      argv,
      { env: childEnvironment(), timeout: timeoutMs },
      (error, output) => resolve(error ? null : parseVersion(output)),
    );
  });
}

/** Returns the numbers in the last word of `registry github.com/distribution/distribution/v3 v3.1.1+unknown`. */
export function parseVersion(output: string): string | null {
  return / v?(\d{1,3}\.\d{1,3}\.\d{1,3})\b[^\s]*\s*$/.exec(output.slice(0, 1_000))?.[1] ?? null;
}
