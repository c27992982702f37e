/** A sentence with the names of settings between backticks. */
export function Sentence({ text }: { text: string }) {
  const parts = text.split("`");
  return parts.map((part, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence don't change places
      <code key={at} className="mono wrap-anywhere">
        {part}
      </code>
    ) : (
      part
    ),
  );
}
