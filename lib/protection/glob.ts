import "server-only";
import { RE2JS } from "re2js";
import { AppError } from "@/lib/errors/app-error";

/** Whether a text is meant. In time that grows with the text alone, whatever the pattern. */
export type Matcher = (text: string) => boolean;

const special = /[.+^$()|[\]\\]/g;

/**
 * A glob as a matcher: `*` is anything, `?` one character, `{a,b}` either. With `parts` a `*` stays within one part of a
 * name, and `**` is any number of parts. Throws `invalid-request` for one that makes no sense.
 */
export function globMatcher(glob: string, { parts = false } = {}): Matcher {
  const source = glob.replaceAll(special, "\\$&").replaceAll(/\*\*\/|\*+|\?|[{},]/g, (found) => {
    if (found === "**/") return parts ? "(?:.*/)?" : ".*";
    if (found.startsWith("*")) return found.length > 1 || !parts ? ".*" : "[^/]*";
    return { "?": parts ? "[^/]" : ".", "{": "(?:", "}": ")", ",": "|" }[found] ?? found;
  });
  return compile(source, `The pattern ${glob}`);
}

/** A regular expression (RE2) as a matcher of whole texts. Throws `invalid-request` for one that is none. */
export function patternMatcher(pattern: string): Matcher {
  return compile(pattern, `The regular expression ${pattern}`);
}

function compile(source: string, what: string): Matcher {
  try {
    const compiled = RE2JS.compile(source);
    return (text) => compiled.matches(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, "") : "";
    throw new AppError("invalid-request", `${what} is not valid: ${reason}.`);
  }
}

/** Whether any of these matches. */
export function anyOf(matchers: readonly Matcher[]): Matcher {
  return (text) => matchers.some((matches) => matches(text));
}
