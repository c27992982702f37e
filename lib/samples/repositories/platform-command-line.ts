import "server-only";
import { amd64, debian12_8, debianSteps } from "@/lib/samples/internal/base-images";
import { buildkit, makeImage } from "@/lib/samples/internal/image";
import { makeLayer } from "@/lib/samples/internal/layer";
import type { Sample } from "@/lib/samples/internal/sample";

const released = "2026-09-30T10:00:00Z";

/** A deep namespace, layers in three formats, and reproducible builds whose dates say nothing. */
export function platformCommandLine(): Sample {
  return {
    repository: "platform/team/tools/cli",
    tags: [
      ["0.9", image("0.9", "0001-01-01T00:00:00Z")],
      ["1.0", image("1.0", "1970-01-01T00:00:00Z")],
      ["1.1", image("1.1", released)],
    ],
  };
}

function image(version: string, created: string) {
  const program = makeLayer(`cli ${version}`, released, { "usr/local/bin/shipctl": 44_000 }, "zstd");
  const completions = makeLayer("cli completions", released, { "etc/bash_completion.d/shipctl": 1_200 }, "tar");
  const copy = (createdBy: string, layer: typeof program) => ({ created, createdBy, comment: buildkit, layer });
  return makeImage({
    platform: amd64,
    created,
    steps: [
      ...debianSteps(debian12_8, amd64),
      copy("COPY /out/shipctl /usr/local/bin/shipctl # buildkit", program),
      copy(
        "RUN |1 VERSION=1 /bin/sh -c shipctl completion bash > /etc/bash_completion.d/shipctl # buildkit",
        completions,
      ),
      { created, createdBy: 'ENTRYPOINT ["shipctl"]', comment: buildkit },
    ],
    run: { Env: ["PATH=/usr/local/bin:/usr/bin:/bin"], Entrypoint: ["shipctl"], Labels: { version } },
  });
}
