import { ByteSize } from "@/components/ui/byte-size";
import type { Tag } from "@/lib/contract/tags";
import { Unread } from "./unread";

type TagSizeProps = { tag: Tag; largestBytes: number };

/** The compressed size over a thin bar that shows its share of the largest tag's size. */
export function TagSize({ tag, largestBytes }: TagSizeProps) {
  const share = (tag.sizeBytes ?? 0) / Math.max(1, largestBytes);
  return (
    <Unread tag={tag} className="ml-auto w-24">
      <span className="relative inline-block w-32 whitespace-nowrap">
        <ByteSize bytes={tag.sizeBytes} minBytes={tag.minSizeBytes} />
        <span
          aria-hidden
          className="absolute right-0 -bottom-1.25 h-0.75 min-w-px rounded-full bg-bar-3"
          style={{ width: `${share * 100}%` }}
        />
      </span>
    </Unread>
  );
}
