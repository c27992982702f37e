"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { ByteSize } from "@/components/ui/byte-size";
import { Digest } from "@/components/ui/digest";
import { VisibleText } from "@/components/ui/visible-text";
import { visibleText } from "@/lib/format/visible-text";
import { barColor } from "./bar-color";
import type { LayerRow } from "./layer-rows";
import { StepText } from "./step-text";

/** One step; pressing its command shows all of it. */
export function LayerStep({ row, withTypes }: { row: LayerRow; withTypes: boolean }) {
  const t = useTranslations("image.layers");
  const [open, setOpen] = useState(false);
  const empty = row.number === null;
  const cell = clsx(
    "border-line border-b px-3 [tr:last-child>&]:border-b-0",
    open ? "py-2 align-top" : "align-middle",
    empty ? "h-8 text-faint" : "h-10",
  );
  return (
    <tr>
      <td className={clsx(cell, "text-right text-faint tabular-nums")}>{row.number}</td>
      <td className={cell}>
        <div className={clsx("flex min-w-0 gap-2", open ? "items-start" : "items-center")}>
          <span
            aria-hidden
            className={clsx(
              "size-2.25 shrink-0 rounded-xs",
              open && "mt-1.5",
              row.number !== null && barColor(row.number),
            )}
          />
          {row.createdBy ? (
            <button
              type="button"
              aria-expanded={open}
              title={open ? undefined : t("expand")}
              onClick={() => setOpen(!open)}
              className="min-w-0 flex-1 rounded-sm text-left"
            >
              <StepText step={row.createdBy} whole={open} quiet={empty} />
            </button>
          ) : (
            <span className="min-w-0 flex-1 truncate text-faint">{t("unlabelled")}</span>
          )}
          <LayerMarks row={row} />
        </div>
      </td>
      {withTypes ? (
        <td className={clsx(cell, "truncate text-muted max-lg:hidden")} title={visibleText(row.fileType ?? "")}>
          <VisibleText>{row.fileType ?? ""}</VisibleText>
        </td>
      ) : null}
      <td className={clsx(cell, "max-md:hidden")}>
        {row.digest ? <Digest value={row.digest} /> : <span className="sr-only">{t("empty")}</span>}
      </td>
      <td className={clsx(cell, "text-right")} title={row.sizeAsked ? t("sizeAsked") : undefined}>
        <ByteSize bytes={row.sizeBytes} />
      </td>
      <td className={clsx(cell, "text-right text-muted tabular-nums max-sm:hidden")}>
        {empty || row.again || row.stored === false || row.sizeBytes === null
          ? null
          : `${Math.round(row.share * 100)} %`}
      </td>
    </tr>
  );
}

/** What is special about a layer: that it is stored elsewhere, occurs twice, or needs a key. */
function LayerMarks({ row }: { row: LayerRow }) {
  const t = useTranslations("image.layers");
  const isElsewhere = row.stored === false;
  const mayBeElsewhere = row.number !== null && row.stored === null;
  const urls = visibleText(row.urls.slice(0, 3).join(", "));
  return (
    <>
      {isElsewhere ? (
        <Badge className="shrink-0" title={t("elsewhereDetail", { urls })}>
          {t("elsewhere")}
        </Badge>
      ) : null}
      {mayBeElsewhere ? (
        <Badge className="shrink-0" title={urls}>
          {t("storageUnknown")}
        </Badge>
      ) : null}
      {row.again ? (
        <Badge className="shrink-0" title={t("againDetail")}>
          {t("again")}
        </Badge>
      ) : null}
      {row.encrypted ? <Badge className="shrink-0">{t("encrypted")}</Badge> : null}
    </>
  );
}
