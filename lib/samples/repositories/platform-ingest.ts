import "server-only";
import type { Platform } from "@/lib/oci/platform";
import { amd64, arm64, debian12_8, debianSteps } from "@/lib/samples/internal/base-images";
import { buildkit, makeImage } from "@/lib/samples/internal/image";
import { makeIndex } from "@/lib/samples/internal/image-index";
import { makeLayer } from "@/lib/samples/internal/layer";
import type { Sample } from "@/lib/samples/internal/sample";

/** An image index with a deleted platform: arm64 is listed, but can't be pulled. */
export function platformIngest(): Sample {
  const [intel, arm] = [image("7", "2026-10-02T12:00:00Z", amd64), image("7", "2026-10-02T12:00:00Z", arm64)];
  const broken = makeIndex([
    { platform: amd64, manifest: intel },
    { platform: arm64, manifest: arm },
  ]);
  return {
    repository: "platform/team/ingest",
    tags: [
      ["6", image("6", "2026-05-19T12:00:00Z", amd64)],
      ["7", broken],
    ],
    removed: [arm],
  };
}

function image(version: string, created: string, platform: Platform) {
  const program = makeLayer(`ingest ${version} ${platform.architecture}`, created, { "usr/local/bin/ingest": 33_000 });
  return makeImage({
    platform,
    created,
    steps: [
      ...debianSteps(debian12_8, platform),
      { created, createdBy: "COPY /out/ingest /usr/local/bin/ # buildkit", comment: buildkit, layer: program },
    ],
    run: { Env: ["PATH=/usr/local/bin:/usr/bin:/bin"], Cmd: ["ingest"], Labels: { version } },
  });
}
