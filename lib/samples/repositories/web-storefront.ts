import "server-only";
import { amd64, debian12_5, debian12_8, nodeSteps } from "@/lib/samples/internal/base-images";
import { cosignTag, signImage } from "@/lib/samples/internal/cosign-signature";
import { buildkit, makeImage } from "@/lib/samples/internal/image";
import { makeLayer } from "@/lib/samples/internal/layer";
import type { Sample, SampleManifest } from "@/lib/samples/internal/sample";

/** A front end whose releases are signed with cosign, which keeps a signature under a tag beside the image. */
export function webStorefront(): Sample {
  const repository = "web/storefront";
  const release = image("v41", "2026-11-12T08:22:19Z");
  const previous = image("v40", "2026-10-29T13:37:02Z");
  const signed = [release, previous].map((manifest): Sample["tags"][number] => [
    cosignTag(manifest),
    signImage(repository, manifest),
  ]);
  return {
    repository,
    tags: [
      ["v39", image("v39", "2026-07-07T17:01:44Z")],
      ["v40", previous],
      ["v41", release],
      ["production", previous],
      ["staging", release],
      ["pr-512", image("pr-512", "2026-11-18T19:54:30Z")],
      ...signed,
    ],
  };
}

function image(version: string, created: string): SampleManifest {
  const debian = created < debian12_8.created ? debian12_5 : debian12_8;
  const site = makeLayer(`storefront ${version}`, created, {
    "srv/server.js": 9_000,
    "srv/public/assets/app.js": 22_000,
    "srv/public/assets/app.css": 6_000,
    "srv/public/index.html": `<!doctype html><title>Storefront ${version}</title>\n`,
  });
  return makeImage({
    platform: amd64,
    created,
    steps: [
      ...nodeSteps(debian, amd64),
      { created, createdBy: "WORKDIR /srv", comment: buildkit },
      { created, createdBy: "COPY .output /srv # buildkit", comment: buildkit, layer: site },
      { created, createdBy: "EXPOSE [3000/tcp]", comment: buildkit },
      { created, createdBy: 'CMD ["node" "server.js"]', comment: buildkit },
    ],
    run: {
      User: "node",
      ExposedPorts: { "3000/tcp": {} },
      Env: ["PATH=/usr/local/bin:/usr/bin:/bin", "NODE_VERSION=24.4.0"],
      Cmd: ["node", "server.js"],
      WorkingDir: "/srv",
      Labels: { "org.opencontainers.image.title": "storefront", "org.opencontainers.image.version": version },
    },
  });
}
