import { lazy, Suspense } from "react";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import type { Manifest } from "@/lib/contract/manifests";
import { isImageLayer } from "@/lib/oci/layer-type";
import { ChartPanel } from "./chart-panel";
import { ConfigPanel } from "./config-panel";
import { FilesPanel } from "./files-panel";
import type { ImageTab } from "./image-tabs";
import { LayersPanel } from "./layers-panel";
import { PlatformsPanel } from "./platforms-panel";
import { ReferrersPanel } from "./referrers-panel";
import type { useAttached } from "./use-attached";

const TagHistory = lazy(() => import("./tag-history").then(({ TagHistory }) => ({ default: TagHistory })));
const ManifestPanel = lazy(() => import("./manifest-panel").then(({ ManifestPanel }) => ({ default: ManifestPanel })));

type ImagePanelProps = {
  tab: ImageTab;
  manifest: Manifest;
  attached: ReturnType<typeof useAttached>;
  /** The tag was reverted here, and names this digest. */
  onReverted: (digest: string) => void;
};

/** What the chosen tab shows. */
export function ImagePanel({ tab, manifest, attached, onReverted }: ImagePanelProps) {
  switch (tab) {
    case "layers":
      return holdsFiles(manifest) ? <FilesPanel manifest={manifest} /> : <LayersPanel manifest={manifest} />;
    case "config":
      return <ConfigPanel config={manifest.config} />;
    case "platforms":
      return <PlatformsPanel manifest={manifest} />;
    case "chart":
      return <ChartPanel manifest={manifest} />;
    case "files":
      return <FilesPanel manifest={manifest} />;
    case "manifest":
      return (
        <Suspense fallback={<PanelSkeleton />}>
          <ManifestPanel manifest={manifest} />
        </Suspense>
      );
    case "referrers":
      return <ReferrersPanel manifest={manifest} attached={attached} />;
    case "history":
      return (
        <Suspense fallback={<PanelSkeleton />}>
          <TagHistory of={{ ...manifest, tag: manifest.tag ?? "" }} digest={manifest.digest} onReverted={onReverted} />
        </Suspense>
      );
  }
}

/** What calls itself an image may be a model, a signature or a disk: its files have names and types, and no steps. */
function holdsFiles({ layers }: Manifest): boolean {
  return layers.length > 0 && !layers.some((layer) => isImageLayer(layer));
}

function PanelSkeleton() {
  return (
    <Panel>
      <Skeleton className="m-4 h-40" />
    </Panel>
  );
}
