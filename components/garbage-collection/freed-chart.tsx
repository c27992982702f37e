"use client";

import { useTranslations } from "next-intl";
import { ByteSize } from "@/components/ui/byte-size";
import { Panel } from "@/components/ui/panel";
import { useHydrated } from "@/components/ui/use-hydrated";
import type { Run } from "@/lib/contract/garbage-collection";
import { formatBytes } from "@/lib/format/bytes";
import { formatExactTime } from "@/lib/format/exact-time";
import { freedBars } from "./freed-bars";

/** What each of the last collections freed; empty if there are fewer than two to compare. */
export function FreedChart({ runs }: { runs: readonly Run[] }) {
  const t = useTranslations("garbageCollection.freed");
  const zone = useHydrated() ? "local" : "UTC";
  const bars = freedBars(runs).map(({ number, at, bytes, ...bar }) => {
    const said = t("bar", { number, size: formatBytes(bytes), time: formatExactTime(at, zone) });
    return { ...bar, bytes, said };
  });
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last || first === last) return null;
  const total = bars.reduce((sum, { bytes }) => sum + bytes, 0);
  const largest = Math.max(...bars.map(({ bytes }) => bytes));
  return (
    <Panel className="mb-3.5 px-4 pt-3 pb-3.5">
      <p className="flex flex-wrap justify-between gap-x-4 text-muted">
        <span>
          {t.rich("title", { count: bars.length, size: () => <ByteSize bytes={total} className="text-text" /> })}
        </span>
        <span className="text-faint">{t("largest", { size: formatBytes(largest) })}</span>
      </p>
      <ul aria-label={t("label")} className="mt-3 flex h-20 items-end gap-1 border-line border-b">
        {bars.map(({ id, said, heightPercent }) => (
          <li key={id} title={said} className="flex h-full max-w-12 flex-1 items-end rounded-t-sm hover:bg-sunken">
            <span className="sr-only">{said}</span>
            <span aria-hidden className="block w-full rounded-t-sm bg-bar-2" style={{ height: `${heightPercent}%` }} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
