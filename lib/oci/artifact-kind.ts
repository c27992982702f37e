import { referrerGroup } from "./referrer-group";

/** The common names of artifacts. */
export type ArtifactKind =
  | ("build-cache" | "helm-chart" | "docker-plugin" | "cnab-bundle" | "sif-image" | "flux" | "wasm" | "soci-index")
  | ("ollama-model" | "docker-model" | "kitops-model" | "model")
  | ("signature" | "sbom" | "attestation");

const kinds: [ArtifactKind, RegExp][] = [
  ["build-cache", /vnd\.buildkit\.cacheconfig/],
  ["helm-chart", /vnd\.cncf\.helm\./],
  ["docker-plugin", /vnd\.docker\.plugin/],
  ["cnab-bundle", /vnd\.cnab\./],
  ["sif-image", /vnd\.sylabs\.sif/],
  ["flux", /vnd\.cncf\.flux\./],
  ["soci-index", /vnd\.amazon\.soci/],
  ["ollama-model", /vnd\.ollama\./],
  ["docker-model", /vnd\.docker\.ai\./],
  ["kitops-model", /vnd\.kitops\./],
  ["model", /vnd\.(?:cncf\.model|cnai\.model|huggingface|onnx)|\.(?:gguf|safetensors)\b/],
  ["wasm", /wasm|\.wasi\.|vnd\.fermyon\.spin/],
];

/** Returns the common name of an artifact of this type (`artifactTypeOf`); null if the type has none. */
export function artifactKindOf(artifactType: string | null): ArtifactKind | null {
  if (artifactType === null) return null;
  const type = artifactType.toLowerCase();
  const found = kinds.find(([, pattern]) => pattern.test(type));
  if (found) return found[0];
  const group = referrerGroup([type], {});
  return group === "other" ? null : group;
}
