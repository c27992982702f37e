"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ByteSize } from "@/components/ui/byte-size";
import { Digest } from "@/components/ui/digest";
import { barColor } from "./bar-color";
import type { LayerRow } from "./layer-rows";
import { StepText } from "./step-text";

/** One step; a press on its command shows all of it. */
export function LayerStep({ row }: { row: LayerRow }) {
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
            <span className="text-faint">{t("unlabelled")}</span>
          )}
        </div>
      </td>
      <td className={clsx(cell, "max-md:hidden")}>
        {row.digest ? <Digest value={row.digest} /> : <span className="sr-only">{t("empty")}</span>}
      </td>
      <td className={clsx(cell, "text-right")}>
        <ByteSize bytes={row.sizeBytes} />
      </td>
      <td className={clsx(cell, "text-right text-muted tabular-nums max-sm:hidden")}>
        {empty ? null : `${Math.round(row.share * 100)} %`}
      </td>
    </tr>
  );
}
