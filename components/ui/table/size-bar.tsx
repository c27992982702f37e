import { ByteSize } from "@/components/ui/byte-size";

type SizeBarProps = { bytes: number | null; largestBytes: number };

/** A size over a thin bar that shows its share of the largest one. */
export function SizeBar({ bytes, largestBytes }: SizeBarProps) {
  const share = (bytes ?? 0) / Math.max(1, largestBytes);
  return (
    <span className="relative inline-block w-full whitespace-nowrap">
      <ByteSize bytes={bytes} />
      <span
        aria-hidden
        className="absolute right-0 -bottom-1.25 h-0.75 rounded-full bg-bar-3"
        style={{ width: `${share * 100}%` }}
      />
    </span>
  );
}
