import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { pagePaths } from "@/lib/contract/paths";
import { formatBytes } from "@/lib/format/bytes";
import { formatCount } from "@/lib/format/count";
import { formatShare } from "./format-share";
import { squarify, type Tile } from "./squarify";
import type { TreemapGroup } from "./treemap-items";
import { placeOf } from "./treemap-place";
import { TreemapTileItem } from "./treemap-tile";

const titlePx = 20;
// In a smaller area a title doesn't help.
const titleNeeds = { width: 52, height: 56 };
const sizeNeeds = { width: 116 };

type TreemapAreaProps = {
  registry: string;
  area: Tile<TreemapGroup>;
  frame: { width: number; height: number };
  /** All bytes of the treemap. */
  total: number;
  stop: string | null;
  onFocus: (key: string) => void;
};

/** A namespace with its repositories; a repository that is alone in it needs no title. */
export function TreemapArea({ registry, area, frame, total, stop, onFocus }: TreemapAreaProps) {
  const { item: group, width, height } = area;
  const isTitled =
    group.namespace && group.tiles.length > 1 && width >= titleNeeds.width && height >= titleNeeds.height;
  const inner = { width: width - 2, height: height - 2 - (isTitled ? titlePx : 0) };
  const tiles = squarify(group.tiles, ({ bytes }) => bytes, Math.max(1, inner.width), Math.max(1, inner.height));
  return (
    <li className="absolute p-px" style={placeOf(area, frame)}>
      {isTitled ? (
        <AreaTitle registry={registry} group={group} share={group.bytes / total} withSize={width >= sizeNeeds.width} />
      ) : null}
      <ul className={clsx("absolute inset-px", isTitled && "top-5.25")}>
        {tiles.map((tile) => (
          <TreemapTileItem
            key={tile.item.key}
            registry={registry}
            tile={tile}
            frame={inner}
            colour={group.colour}
            withNamespace={!isTitled}
            share={tile.item.bytes / total}
            isStop={tile.item.key === stop}
            onFocus={onFocus}
          />
        ))}
      </ul>
    </li>
  );
}

type AreaTitleProps = { registry: string; group: TreemapGroup; share: number; withSize: boolean };

function AreaTitle({ registry, group, share, withSize }: AreaTitleProps) {
  const t = useTranslations("storage.treemap");
  const words = t("namespace", {
    name: group.namespace ?? "",
    share: formatShare(share),
    size: formatBytes(group.bytes),
    count: group.repositories,
    shown: formatCount(group.repositories),
  });
  return (
    <Link
      href={pagePaths.registry(registry, { query: `${group.namespace}/` })}
      prefetch={false}
      title={words}
      data-tile
      tabIndex={-1}
      className="flex h-5 items-center gap-1.5 overflow-clip whitespace-nowrap px-1.5 text-muted text-xs -outline-offset-2 hover:text-text"
    >
      <span className="truncate font-medium">{group.namespace}</span>
      {withSize ? <span className="text-faint tabular-nums">{formatBytes(group.bytes)}</span> : null}{" "}
      <span className="sr-only">{words}</span>
    </Link>
  );
}
