import { lazy, Suspense } from "react";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import type { Manifest } from "@/lib/contract/manifests";
import { isImageLayer } from "@/lib/oci/layer-type";
import type { ImageTab } from "./image-tabs";
import { LayersPanel } from "./layers/layers-panel";
import type { useAttached } from "./use-attached";

const ChartPanel = lazy(() => import("./chart-panel").then(({ ChartPanel }) => ({ default: ChartPanel })));
const ConfigPanel = lazy(() => import("./config-panel").then(({ ConfigPanel }) => ({ default: ConfigPanel })));
const FilesPanel = lazy(() => import("./files-panel").then(({ FilesPanel }) => ({ default: FilesPanel })));
const PlatformsPanel = lazy(() =>
  import("./platforms-panel").then(({ PlatformsPanel }) => ({ default: PlatformsPanel })),
);
const ReferrersPanel = lazy(() =>
  import("./referrers-panel").then(({ ReferrersPanel }) => ({ default: ReferrersPanel })),
);
const TagHistory = lazy(() => import("./tag-history/tag-history").then(({ TagHistory }) => ({ default: TagHistory })));
const ManifestPanel = lazy(() => import("./manifest-panel").then(({ ManifestPanel }) => ({ default: ManifestPanel })));

type ImagePanelProps = {
  tab: ImageTab;
  manifest: Manifest;
  attached: ReturnType<typeof useAttached>;
  /** Called when the tag was reverted on this page and names this digest. */
  onReverted: (digest: string) => void;
};

/** The content of the chosen tab; everything but the layers of an image is fetched on demand. */
export function ImagePanel(props: ImagePanelProps) {
  return (
    <Suspense fallback={<PanelSkeleton />}>
      <Chosen {...props} />
    </Suspense>
  );
}

function Chosen({ tab, manifest, attached, onReverted }: ImagePanelProps) {
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
      return <ManifestPanel manifest={manifest} />;
    case "referrers":
      return <ReferrersPanel manifest={manifest} attached={attached} />;
    case "history":
      return (
        <TagHistory of={{ ...manifest, tag: manifest.tag ?? "" }} digest={manifest.digest} onReverted={onReverted} />
      );
  }
}

/**
 * Returns whether the layers are files: an image may really be a model, a signature or a disk, whose files have names
 * and types, and no steps.
 */
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
