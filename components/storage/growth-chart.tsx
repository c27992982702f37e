import { useTranslations } from "next-intl";
import { formatBytes } from "@/lib/format/bytes";
import { axisTicks, type GrowthPoint } from "./growth";

// The drawing is stretched to its place; the width of its lines is not.
const width = 1000;
const height = 1000;

/** The size of a registry over time, from 0 upwards. */
export function GrowthChart({ points }: { points: readonly GrowthPoint[] }) {
  const t = useTranslations("storage.growth");
  const ticks = axisTicks(Math.max(...points.map(({ sizeBytes }) => sizeBytes)));
  const top = ticks.at(-1) ?? 1;
  const [first, last] = [points[0] as GrowthPoint, points.at(-1) as GrowthPoint];
  const x = (point: GrowthPoint) => (point.at / last.at) * width;
  const y = (bytes: number) => height - (bytes / top) * height;
  const line = points.map((point) => `${x(point).toFixed(1)} ${y(point.sizeBytes).toFixed(1)}`).join("L");
  const label = t("chartLabel", {
    from: formatBytes(first.sizeBytes),
    to: formatBytes(last.sizeBytes),
    first: first.day,
    last: last.day,
    days: points.length,
  });
  return (
    <figure className="flex h-full flex-col p-4 pt-5">
      <div className="relative ml-15 min-h-0 flex-1">
        {ticks.map((tick) => (
          <div
            key={tick}
            aria-hidden
            className="absolute right-0 left-0 border-line border-t"
            style={{ top: `${(y(tick) / height) * 100}%` }}
          >
            <span className="absolute -top-2 right-full mr-2 whitespace-nowrap text-faint text-xs tabular-nums">
              {formatBytes(tick)}
            </span>
          </div>
        ))}
        <svg
          role="img"
          aria-label={label}
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full overflow-visible"
        >
          <path d={`M${line}L${width} ${height}L0 ${height}Z`} className="fill-bar-3/15" />
          <path
            d={`M${line}`}
            vectorEffect="non-scaling-stroke"
            className="fill-none stroke-2 stroke-bar-2"
            strokeLinejoin="round"
          />
        </svg>
        <Days points={points} />
      </div>
      <div aria-hidden className="mt-2 ml-15 flex justify-between text-faint text-xs tabular-nums">
        <span>{first.day}</span>
        <span>{last.day}</span>
      </div>
    </figure>
  );
}

/** The areas that show the values of each day on hover. */
function Days({ points }: { points: readonly GrowthPoint[] }) {
  const t = useTranslations("storage.growth");
  const last = points.at(-1)?.at ?? 1;
  return points.map((point, index) => {
    const from = index === 0 ? 0 : (point.at + (points[index - 1]?.at ?? 0)) / 2;
    const to = index === points.length - 1 ? last : (point.at + (points[index + 1]?.at ?? last)) / 2;
    return (
      <span
        key={point.day}
        aria-hidden
        title={t("day", { day: point.day, size: formatBytes(point.sizeBytes) })}
        className="absolute top-0 bottom-0 hover:bg-text/5"
        style={{ left: `${(from / last) * 100}%`, width: `${((to - from) / last) * 100}%` }}
      />
    );
  });
}
