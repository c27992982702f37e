import "server-only";
import { amd64, debian12_8, debianSteps } from "@/lib/samples/internal/base-images";
import { buildkit, makeImage } from "@/lib/samples/internal/image";
import { makeLayer } from "@/lib/samples/internal/layer";
import type { Sample } from "@/lib/samples/internal/sample";

/** A tag that moves every night, and the manifests that it has left behind untagged. */
export function sandboxExperiments(): Sample {
  return {
    repository: "sandbox/experiments",
    tags: [["nightly", image("2026-11-19T02:00:00Z")]],
    untagged: [image("2026-11-18T02:00:00Z"), image("2026-11-17T02:00:00Z")],
  };
}

function image(created: string) {
  const notebook = makeLayer(`experiments ${created}`, created, { "work/model.ipynb": 47_000, "work/README.md": 900 });
  return makeImage({
    platform: amd64,
    created,
    steps: [
      ...debianSteps(debian12_8, amd64),
      { created, createdBy: "COPY . /work # buildkit", comment: buildkit, layer: notebook },
    ],
    run: { Env: ["PATH=/usr/local/bin:/usr/bin:/bin"], Cmd: ["bash"], WorkingDir: "/work" },
  });
}
