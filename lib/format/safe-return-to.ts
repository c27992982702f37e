import { pagePaths } from "@/lib/contract/paths";

const base = "http://console.invalid";

/**
 * Returns the path to open after sign-in if it certainly stays within the console, and the overview for anything else.
 * Browsers take `//evil`, `/\evil` and paths with control characters for other hosts, so they are refused, not repaired.
 */
export function safeReturnTo(value: string | null | undefined): string {
  const overview = pagePaths.overview();
  if (typeof value !== "string" || value.length > 2000) return overview;
  if (!/^\/(?![/\\])/.test(value) || hasControlCharacter(value) || value.includes("\\")) return overview;
  if (!URL.canParse(value, base) || new URL(value, base).origin !== base) return overview;
  // Dot segments can uncover a second slash: `/.//evil` resolves to `//evil`.
  const { pathname, search, hash } = new URL(value, base);
  if (pathname.startsWith("//") || !pathname.startsWith(overview) || pathname.startsWith(pagePaths.signIn()))
    return overview;
  return `${pathname}${search}${hash}`;
}

function hasControlCharacter(value: string): boolean {
  return [...value].some((character) => character < " " || (character >= "\u007f" && character <= "\u009f"));
}
