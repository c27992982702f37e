import type { Manifest } from "@/lib/contract/manifests";

export type ImageTab = "layers" | "config" | "platforms" | "chart" | "files" | "manifest" | "referrers" | "history";

/** The tabs that make sense for what the manifest is, the first being the one to start with. */
export function imageTabs({ kind, chart, tag }: Pick<Manifest, "kind" | "chart" | "tag">): ImageTab[] {
  return [...inside(kind, chart), "manifest", "referrers", ...(tag === null ? [] : (["history"] as const))];
}

function inside(kind: Manifest["kind"], chart: Manifest["chart"]): ImageTab[] {
  if (kind === "index") return ["layers", "config", "platforms"];
  if (kind === "image") return ["layers", "config"];
  if (kind === "artifact") return chart ? ["chart", "files"] : ["files"];
  return [];
}

/** The tab of the URL, where the image has such a one. */
export function chooseTab(tabs: readonly ImageTab[], wanted: string | null): ImageTab {
  return tabs.find((tab) => tab === wanted) ?? tabs[0] ?? "manifest";
}
