import type { Manifest } from "@/lib/contract/manifests";

export type ImageTab = "layers" | "config" | "platforms" | "chart" | "files" | "manifest" | "referrers" | "history";

/** Returns the tabs that make sense for the kind of manifest; the first one is the default. */
export function imageTabs(manifest: Pick<Manifest, "kind" | "chart" | "tag" | "platforms">): ImageTab[] {
  const { tag } = manifest;
  return [...inside(manifest), "manifest", "referrers", ...(tag === null ? [] : (["history"] as const))];
}

function inside({ kind, chart, platforms }: Pick<Manifest, "kind" | "chart" | "platforms">): ImageTab[] {
  // A build cache lists layers in the way that an image index lists manifests.
  if (kind === "index" && platforms.length > 0 && platforms.every((entry) => entry.kind === "blob")) return ["files"];
  if (kind === "index") return ["layers", "config", "platforms"];
  if (kind === "image") return ["layers", "config"];
  if (kind === "artifact") return chart ? ["chart", "files"] : ["files"];
  return [];
}

/** Returns the tab of the URL if the image has it, else the first one. */
export function chooseTab(tabs: readonly ImageTab[], wanted: string | null): ImageTab {
  return tabs.find((tab) => tab === wanted) ?? tabs[0] ?? "manifest";
}
