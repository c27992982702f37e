/** What a new policy begins with: it says what can be written, and would do no harm. */
export function newPolicyText(registry: string): string {
  return `name: Old pull requests
registry: ${registry}

# Which repositories: * stays within one part of a name, ** goes over all.
repositories:
  include: ["**"]
  exclude: []

# Which tags it is about; it touches no others. Any of globs, pattern (RE2) and versions.
tags:
  globs: ["pr-*", "branch-*"]

# What stays of them. Everything else goes, except what is not known or is protected.
keep:
  newest:
    - count: 3 # by: semver | pushed | created, per: all | major | minor | prefix
      by: created
      per: prefix
  within:
    - days: 30 # of: pushed | pulled | created
      of: created

# A run that would take more than this part of a repository takes nothing.
mostPercent: 50

# schedule:
#   cron: 30 2 * * 1-5
#   timeZone: Europe/Berlin
enabled: false
`;
}
