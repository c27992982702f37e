import "server-only";
import type { Platform } from "@/lib/oci/platform";
import { amd64, arm64, debian12_5, debianSteps } from "@/lib/samples/internal/base-images";
import { type BuildStep, makeImage } from "@/lib/samples/internal/image";
import { makeIndex } from "@/lib/samples/internal/image-index";
import { makeLayer } from "@/lib/samples/internal/layer";
import type { Sample } from "@/lib/samples/internal/sample";

/** What the classic builder pushes: Docker schema 2, alone and in a manifest list. */
export function paymentsWorker(): Sample {
  const both = (version: string, created: string) =>
    makeIndex(
      [amd64, arm64].map((platform) => ({ platform, manifest: image(version, created, platform) })),
      { flavour: "docker" },
    );
  const current = both("2026.10.2", "2026-10-20T15:41:07Z");
  return {
    repository: "payments/worker",
    tags: [
      ["2026.07.1", image("2026.07.1", "2026-07-03T10:20:31Z", amd64)],
      ["2026.09.3", both("2026.09.3", "2026-09-14T12:03:55Z")],
      ["2026.10.2", current],
      ["latest", current],
    ],
  };
}

function image(version: string, created: string, platform: Platform) {
  return makeImage({
    flavour: "docker",
    platform,
    created,
    author: "Payments <payments@example.com>",
    steps: [...debianSteps(debian12_5, platform, "docker"), ...workerSteps(version, created, platform)],
    run: {
      Hostname: "",
      User: "1000:1000",
      ExposedPorts: { "9090/tcp": {} },
      Env: [
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "QUEUE=payments.settled",
        `WORKER_VERSION=${version}`,
      ],
      Cmd: ["/opt/worker/bin/worker", "--concurrency=4"],
      WorkingDir: "/opt/worker",
      Volumes: { "/var/spool/worker": {} },
      Labels: { maintainer: "payments@example.com", version },
    },
  });
}

function workerSteps(version: string, created: string, platform: Platform): BuildStep[] {
  const nop = (line: string): BuildStep => ({ created, createdBy: `/bin/sh -c #(nop)  ${line}` });
  const libraries = makeLayer(
    `worker libraries ${platform.architecture}`,
    "2026-05-04T07:00:00Z",
    { "usr/bin/tini": 3_000, "usr/lib/librdkafka.so.1": 27_000, "var/cache/debconf/config.dat": 5_000 },
    "docker",
  );
  const program = makeLayer(
    `worker ${version} ${platform.architecture}`,
    created,
    {
      "opt/worker/bin/worker": 31_000,
      "opt/worker/etc/worker.toml": `version = "${version}"\n`,
      "opt/worker/build.log": 9_000,
    },
    "docker",
  );
  const cleaned = makeLayer(`worker cleaned ${version}`, created, { "opt/worker/.wh.build.log": "" }, "docker");
  return [
    nop("ENV QUEUE=payments.settled"),
    {
      created,
      createdBy: "/bin/sh -c apt-get update && apt-get install -y --no-install-recommends librdkafka1 tini",
      layer: libraries,
    },
    {
      created,
      createdBy:
        "/bin/sh -c #(nop) COPY dir:4c9a5b1f3ad2ce7705d3b2a2b9f0d6a7c5b6a1e4f0a98b7c6d5e4f3a2b1c0d9e in /opt/worker ",
      layer: program,
    },
    { created, createdBy: "/bin/sh -c rm /opt/worker/build.log", layer: cleaned },
    nop("EXPOSE 9090"),
    nop("VOLUME [/var/spool/worker]"),
    nop("USER 1000:1000"),
    nop('CMD ["/opt/worker/bin/worker" "--concurrency=4"]'),
  ];
}
