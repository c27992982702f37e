/** A piece of a text, and whether it matches the search. */
export type Piece = { text: string; marked: boolean };

/** Splits a text into pieces, with every occurrence of a query's words marked. */
export function findMarks(text: string, query: string): Piece[] {
  const folded = text.toLowerCase();
  const marked = new Array<boolean>(text.length).fill(false);
  // If the lower-case text has another length, the positions would be wrong.
  if (folded.length === text.length)
    for (const word of wordsOf(query))
      for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + word.length))
        marked.fill(true, at, at + word.length);
  const pieces: Piece[] = [];
  for (const [at, isMarked] of marked.entries()) {
    const last = pieces.at(-1);
    if (last?.marked === isMarked) last.text += text[at];
    else pieces.push({ text: text[at] as string, marked: isMarked });
  }
  return pieces;
}

// A reference or a label is also searched by its parts.
function wordsOf(query: string): string[] {
  const words = query.toLowerCase().split(/\s+/);
  return [...words, ...words.flatMap((word) => word.split(/[:=@]/))].filter(Boolean);
}
