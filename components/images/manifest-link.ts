import type { Manifest } from "@/lib/contract/manifests";
import { pagePaths } from "@/lib/contract/paths";
import { imageHref } from "./image-href";

// BuildKit's attestations name the manifest they are about in an annotation.
const manifestAnnotations = new Set(["vnd.docker.reference.digest"]);

/**
 * Returns where a digest in a manifest's JSON leads: children and the subject to their pages, the config and the layers
 * to the tab that shows them; null for the digest of something that is shown nowhere.
 */
export function manifestLink(manifest: Manifest, digest: string, path: readonly string[]): string | null {
  const [first] = path;
  const last = path.at(-1) ?? "";
  const page = pagePaths.manifest(manifest.registry, manifest.repository, digest);
  const platform = manifest.kind === "index" ? (manifest.selected?.digest ?? null) : null;
  if (manifestAnnotations.has(last)) return page;
  if (last !== "digest") return null;
  if (first === "manifests" || first === "subject") return page;
  if (manifest.kind !== "image" && manifest.kind !== "index")
    return first === "layers" ? imageHref(manifest, { tab: "files" }) : null;
  if (first === "config") return imageHref(manifest, { platform, tab: "config" });
  return first === "layers" ? imageHref(manifest, { platform, tab: "layers" }) : null;
}
