// Control characters, lone surrogates, line separators, and all that Unicode calls ignorable (bidi marks, zero-width
// characters, fillers, tags), except the two selectors that only choose between an emoji's text and picture.
const hidden = /(?![\ufe0e\ufe0f])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;

const named: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0" };

function escapeCharacter(character: string): string {
  const known = named[character];
  if (known) return known;
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, "0")}`;
}

/**
 * Returns text from an image, safe to show: characters that hide, reorder or break a line become escapes, e.g.
 * `\u202E`. With `keepLines`, line feeds and tabs stay.
 */
export function visibleText(text: string, { keepLines = false }: { keepLines?: boolean } = {}): string {
  return text.replace(hidden, (character) =>
    keepLines && (character === "\n" || character === "\t") ? character : escapeCharacter(character),
  );
}
