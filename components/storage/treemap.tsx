"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { useElementSize } from "@/components/ui/use-element-size";
import { squarify } from "./squarify";
import { TreemapArea } from "./treemap-area";
import { type TreemapGroup, tileHref } from "./treemap-items";

// A drawing made before the width is known is stretched to it; the proportions of the areas are still right.
const assumed = { width: 760, height: 352 };
const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

type TreemapProps = { registry: string; groups: readonly TreemapGroup[]; label: string };

/** Repositories as tiles, each as large as its bytes. One tile is a Tab stop; the arrow keys lead to the others. */
export function Treemap({ registry, groups, label }: TreemapProps) {
  const t = useTranslations("storage.treemap");
  const list = useRef<HTMLUListElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const { width, height } = useElementSize(list, assumed);
  const areas = useMemo(() => squarify(groups, ({ bytes }) => bytes, width, height), [groups, width, height]);
  const total = groups.reduce((sum, { bytes }) => sum + bytes, 0);
  const links = groups.flatMap(({ tiles }) => tiles.filter((tile) => tileHref(registry, tile) !== null));
  const stop = links.some(({ key }) => key === focused) ? focused : (links[0]?.key ?? null);

  function moveFocus(event: KeyboardEvent) {
    const step = steps[event.key];
    const places = [...(list.current?.querySelectorAll<HTMLElement>("[data-tile]") ?? [])];
    const next = step && places[places.indexOf(document.activeElement as HTMLElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  return (
    <ul
      ref={list}
      aria-label={label}
      aria-description={t("keys")}
      onKeyDown={moveFocus}
      className="relative h-88 w-full overflow-clip rounded-[7px] max-sm:h-104"
    >
      {areas.map((area) => (
        <TreemapArea
          key={area.item.key}
          registry={registry}
          area={area}
          frame={{ width, height }}
          total={total}
          stop={stop}
          onFocus={setFocused}
        />
      ))}
    </ul>
  );
}
