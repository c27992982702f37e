import "server-only";
import { AppError } from "@/lib/errors/app-error";

/**
 * Returns the query of the next page from a `Link` header (RFC 8288), or null at the end. A Link may name any host,
 * proxy or scheme: only its query is used, on the path that was requested. Brackets may be missing (zot). Throws
 * `registry-bad-response` for a link to something else.
 */
export function nextQuery(link: string | undefined, title: string, requestPath: string): string | null {
  const target = findNext(link ?? "");
  if (target === null) return null;
  const url = URL.canParse(target, "http://any.invalid/") ? new URL(target, "http://any.invalid/") : null;
  const path = requestPath.split("?")[0] ?? "";
  if (!url || (url.pathname !== "/" && !url.pathname.endsWith(path)) || url.search === "") {
    throw new AppError("registry-bad-response", `${title} returned an invalid address for the next page.`);
  }
  return url.search;
}

function findNext(link: string): string | null {
  for (const { target, parameters } of splitLinks(link)) {
    if (/;\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next\s*(?:;|$))/i.test(parameters)) return target.trim();
  }
  return null;
}

/** `<target>; name=value; name="value", <target> …`: a comma ends a link only outside brackets and quotes. */
function* splitLinks(link: string): Generator<{ target: string; parameters: string }> {
  let closer = "";
  let start = 0;
  for (let at = 0; at <= link.length; at++) {
    const char = link[at];
    if (char === undefined || (closer === "" && char === ",")) {
      yield splitTarget(link.slice(start, at));
      start = at + 1;
    } else if (closer !== "") closer = char === closer ? "" : closer;
    else if (char === "<") closer = ">";
    else if (char === '"') closer = '"';
  }
}

function splitTarget(link: string): { target: string; parameters: string } {
  const text = link.trim();
  const end = text.startsWith("<") ? text.indexOf(">") : text.indexOf(";");
  if (end < 0) return { target: text, parameters: "" };
  return text.startsWith("<")
    ? { target: text.slice(1, end), parameters: text.slice(end + 1) }
    : { target: text.slice(0, end), parameters: text.slice(end) };
}
