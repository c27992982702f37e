"use client";

import { useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense } from "react";
import { TabLinks } from "@/components/ui/tab-links";
import type { Manifest } from "@/lib/contract/manifests";
import { ImageFacts } from "./image-facts";
import { ImageHeader } from "./image-header";
import { imageHref } from "./image-href";
import { ImagePanel } from "./image-panel";
import { ImageProblems } from "./image-problems";
import { chooseTab, imageTabs } from "./image-tabs";
import { PlatformSwitch } from "./platform-switch";
import { useAttached } from "./use-attached";

// Fetched on demand, because hardly any image has oddities.
const ImageOddities = lazy(() => import("./image-oddities").then((module) => ({ default: module.ImageOddities })));

type ImageViewProps = {
  manifest: Manifest;
  /** The platform and the tab of the URL. */
  platform: string | null;
  tab: string | null;
  pullBox: ReactNode;
  actions: ReactNode;
  onReverted: (digest: string) => void;
};

/** Everything about one manifest. */
export function ImageView({ manifest, platform, tab, pullBox, actions, onReverted }: ImageViewProps) {
  const t = useTranslations("image.tabs");
  const attached = useAttached(manifest);
  const tabs = imageTabs(manifest);
  const current = chooseTab(tabs, tab);
  const several = manifest.platforms.some((entry) => !entry.attestation && entry.kind !== "blob");
  const counts: Partial<Record<string, number>> = {
    referrers: attached.pending ? undefined : attached.items.length,
    platforms: manifest.platforms.length,
  };
  return (
    <>
      <ImageHeader manifest={manifest} attached={attached.items}>
        {pullBox}
        {several ? null : actions}
      </ImageHeader>
      {several ? (
        <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
          <PlatformSwitch manifest={manifest} tab={tab} />
          {actions}
        </div>
      ) : null}
      <ImageProblems problems={manifest.problems} />
      {manifest.complete && manifest.oddities.length === 0 ? null : (
        <Suspense>
          <ImageOddities manifest={manifest} />
        </Suspense>
      )}
      <TabLinks
        label={t("label")}
        className="mb-3.5"
        tabs={tabs.map((value) => ({
          href: imageHref(manifest, { platform, tab: value === tabs[0] ? null : value }),
          label: t(value),
          current: value === current,
          count: counts[value],
        }))}
      />
      <div className="grid grid-cols-[minmax(0,1fr)_340px] items-start gap-4.5 max-xl:grid-cols-1">
        <ImagePanel tab={current} manifest={manifest} attached={attached} onReverted={onReverted} />
        <ImageFacts manifest={manifest} />
      </div>
    </>
  );
}
