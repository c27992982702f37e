import "server-only";
import { createHash } from "node:crypto";
import type { Platform } from "@/lib/oci/platform";
import { amd64, arm64, debian12_5, debian12_8, nodeSteps } from "@/lib/samples/internal/base-images";
import { attestBuild } from "@/lib/samples/internal/build-attestation";
import { type BuildStep, buildkit, makeImage } from "@/lib/samples/internal/image";
import { makeIndex } from "@/lib/samples/internal/image-index";
import { type Layer, makeLayer } from "@/lib/samples/internal/layer";
import type { Sample, SampleManifest } from "@/lib/samples/internal/sample";
import { paymentsApiBuilds, type ServiceBuild } from "./payments-api-builds";

const source = "https://git.example.com/payments/api";
const floating: Record<string, string[]> = {
  "1.4.6": ["1", "1.4"],
  "2.9.0": ["stable", "2.9"],
  "2.10.0-rc.1": ["edge"],
  "2.10.0": ["latest", "2", "2.10"],
};

/** A service with a long history of releases for two platforms; the newest have attestations. */
export function paymentsApi(): Sample {
  const tags = paymentsApiBuilds().flatMap((build): Sample["tags"] => {
    const index = release(build);
    return [build.version, ...(floating[build.version] ?? [])].map((tag) => [tag, index]);
  });
  return { repository: "payments/api", tags };
}

function release(build: ServiceBuild): SampleManifest {
  const images = [amd64, arm64].map((platform) => ({ platform, manifest: image(build, platform) }));
  const attestations = isAttested(build) ? images.map(({ manifest }) => attest(manifest, build)) : [];
  return makeIndex([...images, ...attestations]);
}

// BuildKit has attested by default since the team's builders were renewed.
function isAttested({ major, minor }: ServiceBuild): boolean {
  return major === 2 && minor >= 8;
}

function revisionOf({ version }: ServiceBuild): string {
  return createHash("sha1").update(`payments/api ${version}`).digest("hex");
}

function attest(manifest: SampleManifest, build: ServiceBuild) {
  return attestBuild(manifest, {
    name: `payments-api@${build.version}`,
    created: build.created,
    source,
    revision: revisionOf(build),
    packages: [
      ["fastify", "5.6.1", "MIT"],
      ["pg", "8.23.1", "MIT"],
      ["openssl", "3.0.17", "Apache-2.0"],
      ["zod", "4.6.7", "MIT"],
    ],
  });
}

function image(build: ServiceBuild, platform: Platform): SampleManifest {
  const { version, created } = build;
  const debian = created < debian12_8.created ? debian12_5 : debian12_8;
  return makeImage({
    platform,
    created,
    steps: [...nodeSteps(debian, platform), ...serviceSteps(build, platform)],
    run: {
      User: "node",
      ExposedPorts: { "8080/tcp": {}, "9464/tcp": {} },
      Env: [
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "NODE_VERSION=24.4.0",
        "NODE_ENV=production",
        `APP_VERSION=${version}`,
        "OTEL_SERVICE_NAME=payments-api",
      ],
      Entrypoint: ["node", "--enable-source-maps", "dist/server.js"],
      Cmd: ["--port", "8080"],
      Volumes: { "/app/receipts": {} },
      WorkingDir: "/app",
      StopSignal: "SIGTERM",
      Labels: {
        "org.opencontainers.image.title": "payments-api",
        "org.opencontainers.image.description": "Takes payments and keeps their receipts",
        "org.opencontainers.image.version": version,
        "org.opencontainers.image.revision": revisionOf(build),
        "org.opencontainers.image.source": source,
        "org.opencontainers.image.created": created,
        "org.opencontainers.image.licenses": "Apache-2.0",
        "com.example.team": "payments",
      },
    },
  });
}

function serviceSteps(build: ServiceBuild, platform: Platform): BuildStep[] {
  const { version, created } = build;
  const step = (createdBy: string, layer?: Layer): BuildStep => ({
    created,
    createdBy,
    comment: buildkit,
    ...(layer ? { layer } : {}),
  });
  return [
    step("ENV NODE_ENV=production"),
    step("WORKDIR /app", makeLayer("payments workdir", "2026-03-02T09:12:40Z", { "app/": "" })),
    step("COPY package.json package-lock.json ./ # buildkit", manifests(build)),
    step("RUN /bin/sh -c npm ci --omit=dev && npm cache clean --force # buildkit", dependencies(build, platform)),
    step("COPY --chown=node:node dist ./dist # buildkit", program(build)),
    step("ARG VERSION"),
    step(`ENV APP_VERSION=${version}`),
    step("USER node"),
    step("EXPOSE [8080/tcp 9464/tcp]"),
    step("VOLUME [/app/receipts]"),
    step('ENTRYPOINT ["node" "--enable-source-maps" "dist/server.js"]'),
    step('CMD ["--port" "8080"]'),
  ];
}

// Dependencies change with every third minor version; the versions between share the layers.
function generationOf({ major, minor }: ServiceBuild): { name: string; created: string; age: number } {
  const age = (major - 1) * 3 + Math.floor(minor / 3);
  const generation = major * 10 + Math.floor(minor / 3);
  return {
    age,
    name: `payments dependencies ${generation}`,
    created: `2026-${major === 1 ? "02" : "06"}-01T08:00:00Z`,
  };
}

function manifests(build: ServiceBuild): Layer {
  const { name, created } = generationOf(build);
  const dependencies = { fastify: "5.6.1", pg: "8.23.1", zod: "4.6.7" };
  return makeLayer(name, created, {
    "app/package.json": `${JSON.stringify({ name: "payments-api", private: true, dependencies }, null, 2)}\n`,
    "app/package-lock.json": 2_600,
  });
}

function dependencies(build: ServiceBuild, platform: Platform): Layer {
  const { name, created, age } = generationOf(build);
  return makeLayer(`${name} ${platform.architecture}`, created, {
    "app/node_modules/": "",
    "app/node_modules/fastify/fastify.js": 9_000 + 4_300 * age,
    "app/node_modules/fastify/lib/server.js": 4_000,
    "app/node_modules/pg/lib/index.js": 6_000,
    "app/node_modules/zod/index.cjs": 14_000,
    "app/node_modules/argon2/build/Release/argon2.node": platform.architecture === "amd64" ? 21_000 : 33_500,
    "root/.npm/_cacache/.wh..wh..opq": "",
  });
}

function program({ major, minor, version, created }: ServiceBuild): Layer {
  return makeLayer(`payments ${version}`, created, {
    "app/dist/server.js": 7_000 + 2_600 * (major - 1) + 1_900 * minor,
    "app/dist/routes/payments.js": 3_100,
    "app/dist/routes/receipts.js": 1_900,
    "app/dist/version.json": `${JSON.stringify({ version, built: created })}\n`,
  });
}
