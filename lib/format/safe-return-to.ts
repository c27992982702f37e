const base = "http://console.invalid";

/**
 * Returns the path to open after sign-in if it certainly stays within the console, and "/" for anything else. Browsers
 * take `//evil`, `/\evil` and paths with control characters for other hosts, so they are refused, not repaired.
 */
export function safeReturnTo(value: string | null | undefined): string {
  if (typeof value !== "string" || value.length > 2000) return "/";
  if (!/^\/(?![/\\])/.test(value) || hasControlCharacter(value) || value.includes("\\")) return "/";
  if (!URL.canParse(value, base) || new URL(value, base).origin !== base) return "/";
  // Dot segments can uncover a second slash: `/.//evil` resolves to `//evil`.
  const { pathname, search, hash } = new URL(value, base);
  if (pathname.startsWith("//") || pathname.startsWith("/sign-in")) return "/";
  return `${pathname}${search}${hash}`;
}

function hasControlCharacter(value: string): boolean {
  return [...value].some((character) => character < " " || (character >= "\u007f" && character <= "\u009f"));
}
