import type { Entry } from "./entry";

/** What was opened from the search, as it is kept in the browser. */
export type Recent = { kind: "repository" | "tag" | "digest" | "label"; title: string; detail: string; href: string };

const kinds: readonly unknown[] = ["repository", "tag", "digest", "label"] satisfies Recent["kind"][];
const isKind = (kind: unknown): kind is Recent["kind"] => kinds.includes(kind);
const most = 6;
const longest = 500;

// People share browsers: each sees their own.
const keyOf = (username: string) => `shipshape:recent:${username}`;

/** What the person opened last, the latest first. */
export function readRecent(username: string): Recent[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(username)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isRecent).slice(0, most) : [];
  } catch {
    return [];
  }
}

/** Remembers that the entry was opened, where it is something that was found. */
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
    // A browser without storage forgets it, and nothing else is lost.
  }
}

// Whatever stands there was written by somebody: only a page of the console is opened.
function isRecent(value: unknown): value is Recent {
  const { kind, title, detail, href } = (value ?? {}) as Record<string, unknown>;
  const texts = [title, detail, href].every((text) => typeof text === "string" && text.length <= longest);
  return texts && isKind(kind) && /^\/(?![/\\])/.test(String(href));
}
