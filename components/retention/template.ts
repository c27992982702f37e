import type { StaleKind } from "@/lib/contract/stale";

/** The reason for a new policy, if it is known. */
export type PolicyOccasion = { from: string; days: number; keep: number };

type Beginning = { name: string; tags: string; keep: string };

const branches = `tags:
  globs: ["pr-*", "mr-*", "branch-*", "feature-*", "fix-*", "dependabot-*"]`;

const beginnings: Partial<Record<StaleKind, (occasion: PolicyOccasion) => Beginning>> = {
  "not-pulled": ({ days, keep }) => ({
    name: "What nobody pulls",
    tags: "tags: {}",
    keep: `  within:
    - { days: ${days}, of: pulled }
    - { days: ${days}, of: created }
  newest:
    - { count: ${Math.max(1, keep)}, by: created }`,
  }),
  old: ({ days, keep }) => ({
    name: "Old tags",
    tags: "tags: {}",
    keep: `  within:
    - { days: ${days}, of: created }
  newest:
    - { count: ${Math.max(1, keep)}, by: created }
  matching:
    globs: [latest, stable, main]`,
  }),
  branch: ({ days, keep }) => ({
    name: "Old branches and pull requests",
    tags: branches,
    keep: `  within:
    - { days: ${days}, of: created }
  newest:
    - { count: ${Math.max(1, keep)}, by: created, per: prefix }`,
  }),
  "pre-release": ({ days }) => ({
    name: "Old pre-releases",
    tags: `tags:
  pattern: v?\\d+\\.\\d+\\.\\d+-.+`,
    keep: `  within:
    - { days: ${days}, of: created }`,
  }),
};

/** Returns the text of a new policy: it explains what can be written, and is switched off. */
export function newPolicyText(registry: string, occasion: PolicyOccasion): string {
  const begin =
    beginnings[occasion.from as StaleKind] ?? (beginnings.branch as (occasion: PolicyOccasion) => Beginning);
  const { name, tags, keep } = begin(occasion);
  return `name: ${name}
registry: ${registry}

# Which repositories: * stays within one part of a name, ** goes over all.
repositories:
  include: ["**"]
  exclude: []

# Which tags it is about; it touches no others. Any of globs, pattern (RE2) and versions.
${tags}

# What stays of them. Everything else goes, except what is not known or is protected.
#   newest: count, by: semver | pushed | created, per: all | major | minor | prefix
#   within: days, of: pushed | pulled | created
#   matching: globs, pattern, versions
keep:
${keep}

# A run that would take more than this part of a repository takes nothing.
mostPercent: 50

# schedule:
#   cron: 30 2 * * 1-5
#   timeZone: Europe/Berlin
enabled: false
`;
}
