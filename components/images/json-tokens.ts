export type JsonToken = {
  kind: "key" | "string" | "literal" | "punctuation";
  text: string;
  /** The first keys that lead to it, without positions in lists, e.g. `["manifests", "digest"]`. */
  path: readonly string[];
};
export type JsonLine = { indent: number; tokens: JsonToken[] };

const tokenPattern = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gs;
const deepestIndent = 40;
const longestPath = 4;

type Frame = { closing: string; path: readonly string[]; parentPath: readonly string[]; expectsKey: boolean };

/**
 * Lays out JSON text in lines without changing a character of its values: numbers keep their digits, strings their
 * escapes. Uses no recursion, so the depth of a hostile document doesn't matter.
 */
export function layOutJson(text: string): JsonLine[] {
  const words = text.match(tokenPattern) ?? [];
  const lines: JsonLine[] = [{ indent: 0, tokens: [] }];
  const frames: Frame[] = [];
  const breakLine = () => lines.push({ indent: Math.min(frames.length, deepestIndent), tokens: [] });
  const path = () => frames.at(-1)?.path ?? [];
  const put = (kind: JsonToken["kind"], word: string) => lines.at(-1)?.tokens.push({ kind, text: word, path: path() });

  words.forEach((word, index) => {
    const frame = frames.at(-1);
    if (word === "{" || word === "[") {
      put("punctuation", word);
      frames.push({ closing: word === "{" ? "}" : "]", path: path(), parentPath: path(), expectsKey: word === "{" });
      if (words[index + 1] !== frames.at(-1)?.closing) breakLine();
    } else if (word === "}" || word === "]") {
      frames.pop();
      const opened = words[index - 1];
      if (opened !== "{" && opened !== "[") breakLine();
      put("punctuation", word);
    } else if (word === ",") {
      put("punctuation", word);
      if (frame) frame.expectsKey = frame.closing === "}";
      breakLine();
    } else if (word === ":") {
      put("punctuation", ": ");
    } else if (frame?.expectsKey && word.startsWith('"')) {
      put("key", word);
      frame.path = [...frame.parentPath, word.slice(1, -1)].slice(0, longestPath);
      frame.expectsKey = false;
    } else {
      put(word.startsWith('"') ? "string" : "literal", word);
    }
  });
  return lines;
}
