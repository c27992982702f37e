import "server-only";
import { execFile } from "node:child_process";
import { childEnvironment } from "@/lib/jobs/child-environment";
import { containerName, type RegistryProgram } from "./registry-commands";
import type { RegistryFiles } from "./registry-files";

/** Ends and removes the container that a killed `docker run` left behind; does nothing if there is none. */
export function removeContainer(
  program: RegistryProgram,
  files: RegistryFiles,
  role: "registry" | "collector",
): Promise<void> {
  if (program.kind !== "docker") return Promise.resolve();
  const argv = ["rm", "--force", containerName(files, role)];
  const options = { env: childEnvironment(), timeout: 15_000 };
  return new Promise((resolve) => {
    execFile("docker", argv, options, () => resolve());
  });
}
