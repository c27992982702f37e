import "server-only";
import semver from "semver";
import type { TagSelector } from "@/lib/contract/policies";
import { AppError } from "@/lib/errors/app-error";
import { anyOf, globMatcher, type Matcher, patternMatcher } from "@/lib/protection/glob";

/** Returns a matcher of the selected tags. Throws `invalid-request` for a pattern or range that is not valid. */
export function selectorMatcher({ globs, pattern, versions }: TagSelector): Matcher {
  const matchers = [
    ...(globs ?? []).map((glob) => globMatcher(glob)),
    ...(pattern === undefined ? [] : [patternMatcher(pattern)]),
    ...(versions === undefined ? [] : [versionMatcher(versions)]),
  ];
  return matchers.length === 0 ? () => true : anyOf(matchers);
}

// A tag such as "1.4" moves with its releases and is no version itself: no range matches it.
const fullVersion = /^v?\d+\.\d+\.\d+(?:[-+_].*)?$/;

function versionMatcher(versions: string): Matcher {
  const range = semver.validRange(versions);
  if (range === null)
    throw new AppError("invalid-request", `${versions} is not a version range. Use a format such as >=1.4 <2.`);
  return (tag) => {
    if (!fullVersion.test(tag)) return false;
    // Helm writes the + of a build as _, because a tag can't contain a +.
    const version = semver.parse(tag.replace("_", "+"));
    return version !== null && semver.satisfies(version, range, { includePrerelease: true });
  };
}
