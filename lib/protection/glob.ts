import "server-only";
import { RE2JS } from "re2js";
import { AppError } from "@/lib/errors/app-error";

/** Returns whether a text matches, in a time that grows only with the text, whatever the pattern. */
export type Matcher = (text: string) => boolean;

const special = /[.+^$()|[\]\\]/g;

/**
 * Returns a matcher for a glob: `*` matches anything, `?` one character, `{a,b}` either. With `parts`, `*` stays within
 * one part of a name, and `**` matches any number of parts. Throws `invalid-request` if the glob is not valid.
 */
export function globMatcher(glob: string, { parts = false } = {}): Matcher {
  const source = glob.replaceAll(special, "\\$&").replaceAll(/\*\*\/|\*+|\?|[{},]/g, (found) => {
    if (found === "**/") return parts ? "(?:.*/)?" : ".*";
    if (found.startsWith("*")) return found.length > 1 || !parts ? ".*" : "[^/]*";
    return { "?": parts ? "[^/]" : ".", "{": "(?:", "}": ")", ",": "|" }[found] ?? found;
  });
  return compile(source, `The pattern ${glob}`);
}

/** Returns a matcher of whole texts for a regular expression (RE2). Throws `invalid-request` if it is not valid. */
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

/** Returns a matcher that accepts a text if any of these matchers does. */
export function anyOf(matchers: readonly Matcher[]): Matcher {
  return (text) => matchers.some((matches) => matches(text));
}
