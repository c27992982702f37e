import "server-only";
import { AppError } from "@/lib/errors/app-error";

/**
 * The query of the next page, from a `Link` header (RFC 8288); null at the end. A Link may name any host, proxy or
 * scheme: only its query is used, on the path that was asked for. Brackets may be missing (zot).
 * Throws `registry-bad-response` for a link to something else.
 */
export function nextQuery(link: string | undefined, title: string, requestPath: string): string | null {
  const target = findNext(link ?? "");
  if (target === null) return null;
  const url = URL.canParse(target, "http://any.invalid/") ? new URL(target, "http://any.invalid/") : null;
  const path = requestPath.split("?")[0] ?? "";
  if (!url || (url.pathname !== "/" && !url.pathname.endsWith(path)) || url.search === "") {
    throw new AppError("registry-bad-response", `${title} names a next page that is not a page of this list.`);
  }
  return url.search;
}

function findNext(link: string): string | null {
  const bracketed = link.matchAll(/<([^<>]*)>((?:\s*;\s*[^;,<]+(?:=\s*"[^"]*")?)*)/g);
  for (const [, target = "", parameters = ""] of bracketed) if (isNext(parameters)) return target.trim();
  const bare = /^([^<>;]*)((?:;[^;]*)+)$/.exec(link);
  return bare && isNext(bare[2] ?? "") ? (bare[1] ?? "").trim() : null;
}

function isNext(parameters: string): boolean {
  return /;\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next\s*(?:;|$))/i.test(parameters);
}
