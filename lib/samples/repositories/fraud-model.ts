import "server-only";
import { makeArtifact } from "@/lib/samples/internal/artifact";
import { makeBlob, type Sample } from "@/lib/samples/internal/sample";
import { seededBytes } from "@/lib/samples/internal/seeded-bytes";

/** Files that were pushed with ORAS: an artifact that is no image at all. */
export function fraudModel(): Sample {
  const current = model("2026-11-09T03:15:00Z", 92_000);
  return {
    repository: "models/fraud-scoring",
    tags: [
      ["2026-08", model("2026-08-09T03:15:00Z", 71_000)],
      ["2026-11", current],
      ["champion", current],
    ],
  };
}

function model(created: string, sizeBytes: number) {
  const file = (name: string, mediaType: string, content: Buffer | string) => ({
    ...makeBlob(mediaType, content),
    annotations: { "org.opencontainers.image.title": name },
  });
  return makeArtifact({
    artifactType: "application/vnd.example.model.v1",
    files: [
      file("model.onnx", "application/octet-stream", seededBytes(`model ${created}`, sizeBytes)),
      file("labels.json", "application/json", JSON.stringify(["genuine", "suspicious", "fraud"])),
      file("README.md", "text/markdown", `# Fraud scoring\n\nTrained on the payments up to ${created.slice(0, 10)}.\n`),
    ],
    annotations: { "org.opencontainers.image.created": created, "com.example.accuracy": "0.974" },
  });
}
