import "server-only";
import { fallbackTag } from "@/lib/oci/referrer-tags";
import { makeArtifact } from "@/lib/samples/internal/artifact";
import { amd64, debian12_8, debianSteps } from "@/lib/samples/internal/base-images";
import { buildkit, makeImage } from "@/lib/samples/internal/image";
import { makeLayer } from "@/lib/samples/internal/layer";
import { makeReferrersIndex } from "@/lib/samples/internal/referrers-index";
import { makeBlob, type Sample, type SampleManifest } from "@/lib/samples/internal/sample";
import { spdxDocument } from "@/lib/samples/internal/spdx-document";

/** An image with an SBOM and a scan report, listed under the fallback tag as on a registry without a referrers API. */
export function platformGateway(): Sample {
  const created = "2026-11-05T06:30:12Z";
  const current = image("3.2.0", created);
  const referrers = [
    attach(current, "application/spdx+json", "gateway.spdx.json", created, sbom(created)),
    attach(current, "application/sarif+json", "gateway.sarif.json", "2026-11-06T02:00:00Z", scanReport()),
  ];
  return {
    repository: "platform/gateway",
    tags: [
      ["3.1.4", image("3.1.4", "2026-08-21T06:12:48Z")],
      ["3.2.0", current],
      ["latest", current],
      [fallbackTag(current.digest), makeReferrersIndex(referrers)],
    ],
  };
}

function image(version: string, created: string): SampleManifest {
  const program = makeLayer(`gateway ${version}`, created, {
    "usr/local/bin/gateway": 58_000,
    "etc/gateway/gateway.yaml": "listen: 0.0.0.0:8443\nadmin: 127.0.0.1:9901\n",
  });
  return makeImage({
    platform: amd64,
    created,
    steps: [
      ...debianSteps(debian12_8, amd64),
      { created, createdBy: "COPY /out/ / # buildkit", comment: buildkit, layer: program },
      { created, createdBy: 'ENTRYPOINT ["/usr/local/bin/gateway"]', comment: buildkit },
    ],
    run: {
      User: "65532",
      ExposedPorts: { "8443/tcp": {}, "9901/tcp": {} },
      Env: ["PATH=/usr/local/bin:/usr/bin:/bin"],
      Entrypoint: ["/usr/local/bin/gateway"],
      Labels: { "org.opencontainers.image.version": version, "com.example.team": "platform" },
    },
  });
}

function attach(subject: SampleManifest, type: string, name: string, created: string, document: unknown) {
  const title = { "org.opencontainers.image.title": name };
  const annotations = { "org.opencontainers.image.created": created };
  const file = { ...makeBlob(type, JSON.stringify(document)), annotations: title };
  return {
    artifactType: type,
    annotations,
    manifest: makeArtifact({ artifactType: type, files: [file], annotations, subject }),
  };
}

function sbom(created: string) {
  return spdxDocument("platform-gateway", created, [
    ["base-files", "12.4", "GPL-2.0-or-later"],
    ["libc6", "2.36", "LGPL-2.1-or-later"],
    ["openssl", "3.0.17", "Apache-2.0"],
    ["golang.org/x/net", "0.47.0", "BSD-3-Clause"],
  ]);
}

function scanReport() {
  const driver = { name: "example-scanner", version: "2.4.0", rules: [] };
  return { version: "2.1.0", runs: [{ tool: { driver }, results: [] }] };
}
