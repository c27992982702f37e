import "server-only";
import semver from "semver";
import type { TagSelector } from "@/lib/contract/policies";
import { AppError } from "@/lib/errors/app-error";
import { anyOf, globMatcher, type Matcher, patternMatcher } from "@/lib/protection/glob";

/** Which tags are meant. Throws `invalid-request` for a pattern or range that makes no sense. */
export function selectorMatcher({ globs, pattern, versions }: TagSelector): Matcher {
  const matchers = [
    ...(globs ?? []).map((glob) => globMatcher(glob)),
    ...(pattern === undefined ? [] : [patternMatcher(pattern)]),
    ...(versions === undefined ? [] : [versionMatcher(versions)]),
  ];
  return matchers.length === 0 ? () => true : anyOf(matchers);
}

// A tag such as "1.4" moves with its releases and is none: no range means it.
const fullVersion = /^v?\d+\.\d+\.\d+(?:[-+_].*)?$/;

function versionMatcher(versions: string): Matcher {
  const range = semver.validRange(versions);
  if (range === null)
    throw new AppError("invalid-request", `${versions} is not a version range. Use a format such as >=1.4 <2.`);
  return (tag) => {
    if (!fullVersion.test(tag)) return false;
    // Helm writes the + of a build as _, as a tag can't have one.
    const version = semver.parse(tag.replace("_", "+"));
    return version !== null && semver.satisfies(version, range, { includePrerelease: true });
  };
}
