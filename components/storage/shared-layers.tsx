"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ByteSize } from "@/components/ui/byte-size";
import { Digest } from "@/components/ui/digest";
import { Link } from "@/components/ui/link";
import { DataTable } from "@/components/ui/table/data-table";
import type { Column } from "@/components/ui/table/table-column";
import { pagePaths } from "@/lib/contract/paths";
import type { SharedLayer } from "@/lib/contract/storage";
import { formatBytes } from "@/lib/format/bytes";
import { formatCount } from "@/lib/format/count";

type Translate = ReturnType<typeof useTranslations<"storage.layers">>;

const atFirst = 20;

function columnsOf(t: Translate, registry: string): Column<SharedLayer>[] {
  return [
    { id: "layer", header: t("columns.layer"), width: "9.5rem", cell: ({ digest }) => <Digest value={digest} /> },
    {
      id: "size",
      header: t("columns.size"),
      align: "right",
      width: "5.75rem",
      cell: (layer) => (
        <span title={t("saved", { size: formatBytes(layer.sizeBytes * (layer.repositories - 1)) })}>
          <ByteSize bytes={layer.sizeBytes} />
        </span>
      ),
    },
    {
      id: "users",
      header: t("columns.users"),
      cell: ({ repository, repositories }) => (
        <span className="flex min-w-0 gap-1.5">
          <Link
            href={pagePaths.repository(registry, repository)}
            prefetch={false}
            title={repository}
            className="-outline-offset-1 min-w-0 truncate rounded hover:text-accent max-sm:hidden"
          >
            {repository}
          </Link>
          <span aria-hidden className="shrink-0 text-muted tabular-nums max-sm:hidden">
            {t("more", { count: repositories - 1, shown: formatCount(repositories - 1) })}
          </span>
          <span className="sm:sr-only">{t("users", { count: repositories, shown: formatCount(repositories) })}</span>
        </span>
      ),
    },
  ];
}

/** The layers that most repositories share. */
export function SharedLayers({ registry, layers }: { registry: string; layers: readonly SharedLayer[] }) {
  const t = useTranslations("storage.layers");
  const [all, setAll] = useState(false);
  return (
    <section aria-labelledby="shared-layers" className="min-w-0">
      <h2 id="shared-layers" className="mb-2.5 font-semibold">
        {t("title")}
      </h2>
      <DataTable
        label={t("title")}
        columns={columnsOf(t, registry)}
        rows={all ? layers : layers.slice(0, atFirst)}
        rowKey={(layer) => layer.digest}
        empty={<p className="px-4 py-3 text-muted">{t("none")}</p>}
      />
      {layers.length > atFirst && !all ? (
        <Button size="sm" className="mt-2.5" onClick={() => setAll(true)}>
          {t("showAll", { count: layers.length })}
        </Button>
      ) : null}
    </section>
  );
}
