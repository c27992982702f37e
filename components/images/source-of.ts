import type { Manifest } from "@/lib/contract/manifests";

type Source = Record<"source" | "revision" | "version" | "base" | "licenses", string | null>;

const prefix = "org.opencontainers.image.";

/** Returns where an image came from, according to its annotations or labels (image-spec, annotations.md). */
export function sourceOf({ annotations, config }: Pick<Manifest, "annotations" | "config">): Source {
  const said = (key: string) => annotations[prefix + key] || config?.labels[prefix + key] || null;
  return {
    source: said("source") ?? said("url"),
    revision: said("revision"),
    version: said("version"),
    base: said("base.name"),
    licenses: said("licenses"),
  };
}
