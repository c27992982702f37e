/** An argument vector as a person would type it: a word with spaces or quotes in it is quoted. */
export function commandText(words: readonly string[]): string {
  return words.map((word) => (word === "" || /[\s"'\\]/.test(word) ? JSON.stringify(word) : word)).join(" ");
}
