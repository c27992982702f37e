import type { Manifest } from "@/lib/contract/manifests";

export type ImageTab = "layers" | "config" | "platforms" | "chart" | "files" | "manifest" | "referrers";

/** The tabs that make sense for what the manifest is, the first being the one to start with. */
export function imageTabs({ kind, chart }: Pick<Manifest, "kind" | "chart">): ImageTab[] {
  if (kind === "index") return ["layers", "config", "platforms", "manifest", "referrers"];
  if (kind === "image") return ["layers", "config", "manifest", "referrers"];
  if (kind === "artifact") return [...(chart ? (["chart"] as const) : []), "files", "manifest", "referrers"];
  return ["manifest", "referrers"];
}

/** The tab of the URL, where the image has such a one. */
export function chooseTab(tabs: readonly ImageTab[], wanted: string | null): ImageTab {
  return tabs.find((tab) => tab === wanted) ?? tabs[0] ?? "manifest";
}
