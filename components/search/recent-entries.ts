import type { Entry } from "./entry";

/** An entry that was opened from the search, as stored in the browser. */
export type Recent = { kind: "repository" | "tag" | "digest" | "label"; title: string; detail: string; href: string };

const kinds: readonly unknown[] = ["repository", "tag", "digest", "label"] satisfies Recent["kind"][];
const isKind = (kind: unknown): kind is Recent["kind"] => kinds.includes(kind);
const most = 6;
const longest = 500;

// People may share a browser: each sees only their own entries.
const keyOf = (username: string) => `shipshape:recent:${username}`;

/** Returns what the person opened recently, latest first. */
export function readRecent(username: string): Recent[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(username)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isRecent).slice(0, most) : [];
  } catch {
    return [];
  }
}

/** Remembers that the entry was opened, if it is a search hit. */
export function rememberOpened(
  username: string,
  { group, prefix = "", title, detail = "", href }: Entry & { does: "open" },
): void {
  const known = readRecent(username);
  const kind = group === "recent" ? known.find((recent) => recent.href === href)?.kind : group;
  if (!isKind(kind)) return;
  const opened: Recent = { kind, title: prefix + title, detail, href };
  const others = known.filter((recent) => recent.href !== href);
  try {
    localStorage.setItem(keyOf(username), JSON.stringify([opened, ...others].slice(0, most)));
  } catch {
    // A browser without storage forgets the entry; nothing else is lost.
  }
}

// Storage may hold anything, so only addresses of console pages are accepted.
function isRecent(value: unknown): value is Recent {
  const { kind, title, detail, href } = (value ?? {}) as Record<string, unknown>;
  const texts = [title, detail, href].every((text) => typeof text === "string" && text.length <= longest);
  return texts && isKind(kind) && /^\/(?![/\\])/.test(String(href));
}
