import "server-only";
import {
  amd64,
  arm7,
  arm64,
  type DebianRelease,
  debian12_5,
  debian12_8,
  debianSteps,
} from "@/lib/samples/internal/base-images";
import { makeImage } from "@/lib/samples/internal/image";
import { makeIndex } from "@/lib/samples/internal/image-index";
import type { Sample } from "@/lib/samples/internal/sample";

/** The base whose layers the services share. */
export function baseDebian(): Sample {
  const current = release(debian12_8);
  return {
    repository: "base/debian",
    tags: [
      ["12.5", release(debian12_5)],
      ["12.8", current],
      ["12", current],
      ["bookworm", current],
      ["latest", current],
    ],
  };
}

function release(debian: DebianRelease) {
  const entries = [amd64, arm64, arm7].map((platform) => ({
    platform,
    manifest: makeImage({
      platform,
      created: debian.created,
      steps: debianSteps(debian, platform),
      run: { Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"], Cmd: ["bash"] },
    }),
  }));
  const annotations = { "org.opencontainers.image.version": debian.version };
  return makeIndex(entries, { annotations });
}
