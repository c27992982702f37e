"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import type { Manifest } from "@/lib/contract/manifests";
import { apiPaths } from "@/lib/contract/paths";
import { visibleText } from "@/lib/format/visible-text";
import { shortDigest } from "@/lib/oci/digest";
import { rawManifestQuery } from "./image-queries";
import { JsonView } from "./json-view";
import { manifestLink } from "./manifest-link";

/** The manifest as the registry holds it, laid out, with a link on every digest that leads somewhere. */
export function ManifestPanel({ manifest }: { manifest: Manifest }) {
  const t = useTranslations("image");
  const { registry, repository, digest, selected } = manifest;
  const [child, setChild] = useState(false);
  const [wrap, setWrap] = useState(true);
  const shown = child && selected ? selected.digest : digest;
  const raw = useQuery(rawManifestQuery(registry, repository, shown));
  const platform = selected && selected.digest !== digest ? selected : null;
  return (
    <Panel>
      <div className="flex flex-wrap items-center gap-2 border-line border-b p-2">
        {platform ? (
          <Segmented
            label={t("manifest.which")}
            value={child ? "child" : "index"}
            segments={[
              { value: "index", label: t("manifest.index") },
              { value: "child", label: visibleText(platform.platform ?? shortDigest(platform.digest)) },
            ]}
            onValueChange={(value) => setChild(value === "child")}
          />
        ) : null}
        <label className="ml-auto flex items-center gap-2 px-2 text-muted">
          <input type="checkbox" checked={wrap} onChange={() => setWrap(!wrap)} className="size-4 accent-accent" />
          {t("manifest.wrap")}
        </label>
        <a href={apiPaths.rawManifest(registry, repository, shown)} download className={buttonClass()}>
          <Download aria-hidden />
          {t("manifest.download")}
        </a>
      </div>
      {raw.error ? (
        <ProblemNotice error={raw.error} what={t("unreadableRaw")} onRetry={() => void raw.refetch()} className="m-3" />
      ) : raw.data === undefined ? (
        <div className="flex flex-col gap-2.5 p-4">
          {["w-8", "w-1/3", "w-2/3", "w-1/2", "w-3/5", "w-8"].map((width, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines that stand for lines
            <Skeleton key={index} className={`h-3 ${width}`} />
          ))}
        </div>
      ) : (
        <JsonView
          key={shown}
          text={raw.data}
          wrap={wrap}
          linkOf={(digest, path) => manifestLink(manifest, digest, path)}
        />
      )}
    </Panel>
  );
}
