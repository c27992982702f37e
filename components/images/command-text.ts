/** Formats an argument vector as a person would type it: a word that contains spaces or quotes is quoted. */
export function commandText(words: readonly string[]): string {
  return words.map((word) => (word === "" || /[\s"'\\]/.test(word) ? JSON.stringify(word) : word)).join(" ");
}
