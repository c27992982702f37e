import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { formatBytes } from "@/lib/format/bytes";
import { formatCount } from "@/lib/format/count";
import { formatShare } from "./format-share";
import type { Tile } from "./squarify";
import { type TreemapTile, tileHref } from "./treemap-items";
import { placeOf } from "./treemap-place";

const colours = [
  "bg-tile-1 hover:bg-tile-1-strong",
  "bg-tile-2 hover:bg-tile-2-strong",
  "bg-tile-3 hover:bg-tile-3-strong",
  "bg-tile-4 hover:bg-tile-4-strong",
  "bg-tile-5 hover:bg-tile-5-strong",
];

// In pixels: in a smaller tile a word doesn't help; a letter is about `letterPx` wide.
const needs = { width: 56, name: 26, size: 44 };
const letterPx = 7.5;

type TreemapTileProps = {
  registry: string;
  tile: Tile<TreemapTile>;
  frame: { width: number; height: number };
  colour: number | null;
  /** Whether names include the namespace, because no title above gives it. */
  withNamespace: boolean;
  share: number;
  isStop: boolean;
  onFocus: (key: string) => void;
};

export function TreemapTileItem({ registry, tile, frame, colour, isStop, onFocus, ...of }: TreemapTileProps) {
  const { item, width, height } = tile;
  const words = useWords(item, of.share);
  const isWhole = of.withNamespace && width >= words.whole.length * letterPx;
  const text =
    width >= needs.width && height >= needs.name ? (
      <>
        <span className="block truncate font-[550]">{isWhole ? words.whole : words.short}</span>
        {height >= needs.size ? (
          <span className="block truncate text-sm tabular-nums">{formatBytes(item.bytes)}</span>
        ) : null}
      </>
    ) : null;
  const contents = (
    <>
      {text} <span className="sr-only">{words.all}</span>
    </>
  );
  const className = clsx(
    "absolute inset-[0.5px] overflow-clip rounded-[3px] px-1.5 py-0.75 -outline-offset-2",
    colour === null ? "bg-line" : colours[colour],
  );
  const href = tileHref(registry, item);
  return (
    <li className="absolute" style={placeOf(tile, frame)}>
      {href ? (
        <Link
          href={href}
          prefetch={false}
          title={words.all}
          data-tile
          tabIndex={isStop ? 0 : -1}
          onFocus={() => onFocus(item.key)}
          className={className}
        >
          {contents}
        </Link>
      ) : (
        <span title={words.all} className={className}>
          {contents}
        </span>
      )}
    </li>
  );
}

/** Returns the names of a tile: short, in full, and with its numbers. */
function useWords(item: TreemapTile, share: number): { short: string; whole: string; all: string } {
  const t = useTranslations("storage.treemap");
  const values = { size: formatBytes(item.bytes), share: formatShare(share) };
  if (item.kind === "shared") return { short: t("shared"), whole: t("shared"), all: t("sharedTile", values) };
  if (item.kind === "others") {
    const repositories = { count: item.repositories, shown: formatCount(item.repositories) };
    const short = t("others", repositories);
    return { short, whole: short, all: t("othersTile", { ...values, ...repositories }) };
  }
  const { name } = item;
  const sizes = { name, unique: formatBytes(item.uniqueBytes), whole: formatBytes(item.sizeBytes) };
  return { short: name.slice(name.lastIndexOf("/") + 1), whole: name, all: t("tile", { ...values, ...sizes }) };
}
