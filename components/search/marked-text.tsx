import { visibleText } from "@/lib/format/visible-text";
import { findMarks } from "./find-marks";

/** A text with the search words marked. */
export function MarkedText({ text, query }: { text: string; query: string }) {
  return findMarks(visibleText(text), query).map((piece, at) =>
    piece.marked ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text have an order and nothing else
      <mark key={at} className="bg-transparent font-semibold text-accent">
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  );
}
