import { accessSync, constants } from "node:fs";

const places = { "2.8": ["/usr/bin/docker-registry"], "3.1": ["/root/go/bin/registry", "/usr/local/bin/registry"] };

export type FoundProgram = { version: string; program: { kind: "binary"; path: string } };

/** The real registries of this machine; says on the console which are missing, as their tests are skipped. */
export function findRegistryPrograms(): FoundProgram[] {
  return Object.entries(places).flatMap(([version, paths]) => {
    const path = paths.find((candidate) => {
      try {
        accessSync(candidate, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
    if (path) return [{ version, program: { kind: "binary" as const, path } }];
    console.warn(`SKIPPED: no registry ${version} found (${paths.join(", ")}); its tests don't run`);
    return [];
  });
}
