import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FoundProgram } from "@/lib/testing/registry-programs";

/** A registry image whose program and files are on this machine. */
export type FakeImage = {
  id: string;
  name: string;
  program: string;
  /** The program's names in the container. */
  programNames: string[];
  /** Files on this machine, by their paths in the container. */
  files: Record<string, string>;
  config: { Entrypoint: string[]; Cmd: string[]; Env: string[]; Volumes: Record<string, object> };
};

const configText = `version: 0.1
log: { level: error }
storage:
  filesystem: { rootdirectory: /var/lib/registry }
  delete: { enabled: true }
  cache: { blobdescriptor: inmemory }
http: { addr: ":5000" }
`;

/** Returns images like the official ones for the programs on this machine. */
export function fakeImages(programs: readonly FoundProgram[]): FakeImage[] {
  return programs.map(({ version, program }) => {
    const path = version === "3" ? "/etc/distribution/config.yml" : "/etc/docker/registry/config.yml";
    const file = join(mkdtempSync(join(tmpdir(), "shipshape-image-")), "config.yml");
    writeFileSync(file, configText);
    return {
      id: `sha256:${version === "3" ? "3".repeat(64) : "2".repeat(64)}`,
      name: version === "3" ? "registry:3" : "registry:2",
      program: program.path,
      programNames: ["registry", "/bin/registry"],
      files: { [path]: file },
      config: {
        Entrypoint: ["/bin/registry"],
        Cmd: ["serve", path],
        Env: ["PATH=/bin", "OTEL_TRACES_EXPORTER=none"],
        Volumes: { "/var/lib/registry": {} },
      },
    };
  });
}
