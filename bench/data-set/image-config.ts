import type { Layer } from "./layers";
import { Random, sha256 } from "./random";

export type BuildFacts = {
  seed: string;
  source: string;
  build: number;
  /** The version label, the revision of the source, and the build time (ISO 8601). */
  version: string;
  revision: string;
  createdAt: string;
};

const firstDay = Date.UTC(2021, 0, 4);
const span = Date.UTC(2026, 8, 30) - firstDay;

/** Returns the facts of one build; a source's builds follow each other through the years. */
export function buildFacts(seed: string, source: string, builds: number, build: number): BuildFacts {
  const pace = span / builds;
  const at = firstDay + ((build * pace + new Random(`${seed}/${source}/${build}/time`).next() * pace) % span);
  return {
    seed,
    source,
    build,
    version: `${1 + Math.floor(build / 360)}.${Math.floor(build / 9) % 40}.${build % 9}`,
    revision: sha256(`${seed}/${source}/${build}/revision`).slice(0, 40),
    createdAt: new Date(at).toISOString(),
  };
}

/** Returns the labels and annotations of a build, with the names of the OCI image specification. */
export function describeBuild({ source, version, revision, createdAt }: BuildFacts): Record<string, string> {
  const [vendor = "", ...rest] = source.split("/");
  return {
    "org.opencontainers.image.created": createdAt,
    "org.opencontainers.image.description": `The ${rest.join(" ")} of ${vendor}, as it is run in every region`,
    "org.opencontainers.image.licenses": "Apache-2.0",
    "org.opencontainers.image.revision": revision,
    "org.opencontainers.image.source": `https://git.example.com/${source}`,
    "org.opencontainers.image.title": rest.join("-"),
    "org.opencontainers.image.vendor": vendor,
    "org.opencontainers.image.version": version,
  };
}

/** Returns the JSON of a config, as BuildKit writes it. */
export function imageConfig(facts: BuildFacts, platform: string, layers: readonly Layer[]): string {
  const [os, architecture] = platform.split("/");
  const { createdAt, revision, version } = facts;
  const port = 3000 + (facts.build % 7);
  const settings = { CMD: '["serve"]', EXPOSE: `map[${port}/tcp:{}]`, USER: "10001", ENV: `APP_VERSION=${version}` };
  const empty = Object.entries(settings).map(([instruction, value]) => ({
    created: createdAt,
    created_by: `${instruction} ${value}`,
    comment: "buildkit.dockerfile.v0",
    empty_layer: true,
  }));
  return JSON.stringify({
    architecture,
    os,
    created: createdAt,
    config: {
      User: "10001",
      ExposedPorts: { [`${port}/tcp`]: {} },
      Env: [
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        `APP_VERSION=${version}`,
        `GIT_COMMIT=${revision}`,
        "LANG=C.UTF-8",
        "TZ=Etc/UTC",
      ],
      Entrypoint: ["/usr/bin/tini", "--", "/app/entrypoint.sh"],
      Cmd: ["serve"],
      WorkingDir: "/app",
      Labels: describeBuild(facts),
    },
    rootfs: { type: "layers", diff_ids: layers.map(({ diffId }) => diffId) },
    history: [
      ...layers.map(({ createdBy }) => ({
        created: createdAt,
        created_by: createdBy,
        comment: "buildkit.dockerfile.v0",
      })),
      ...empty,
    ],
  });
}
