// A second, plainest possible definition of what a removal may do: it walks a made-up registry before and after.

export type Stored = { children: string[]; subject: string | null };
export type State = { tags: Map<string, string | null>; manifests: Map<string, Stored> };
export type Carried = { tags: Iterable<string>; digests: Iterable<string> };

const attachedPattern = /^sha256-([0-9a-f]{64})(\.(sig|att|sbom))?$/;

/** Returns the digest that a tag is attached to, unless it names that itself, or an image index unrelated to it. */
function subjectOf({ tags, manifests }: State, tag: string): string | undefined {
  const [, hex, suffix] = attachedPattern.exec(tag) ?? [];
  const [subject, named] = [`sha256:${hex}`, tags.get(tag) ?? null];
  if (hex === undefined || named === subject) return undefined;
  const children = (suffix || named === null ? undefined : manifests.get(named)?.children) ?? [];
  const unrelated = children.every((child) => manifests.has(child) && manifests.get(child)?.subject !== subject);
  return children.length > 0 && unrelated ? undefined : subject;
}

/** Returns a registry's content after these deletes; a delete by digest removes the tags on it too. */
export function carryOut({ tags, manifests }: State, removal: Carried): State {
  const after: State = { tags: new Map(tags), manifests: new Map(manifests) };
  for (const tag of removal.tags) after.tags.delete(tag);
  for (const digest of removal.digests) {
    after.manifests.delete(digest);
    for (const [tag, named] of after.tags) if (named === digest) after.tags.delete(tag);
  }
  return after;
}

/** Returns all that a user of a manifest may request: its children, subject, attachments, and theirs in turn. */
export function wholeOf(state: State, digest: string, found = new Set<string>()): Set<string> {
  const manifest = state.manifests.get(digest);
  if (!manifest || found.has(digest)) return found;
  found.add(digest);
  for (const child of manifest.children) wholeOf(state, child, found);
  if (manifest.subject) wholeOf(state, manifest.subject, found);
  for (const [other, { subject }] of state.manifests) if (subject === digest) wholeOf(state, other, found);
  for (const [tag, named] of state.tags) {
    if (named && subjectOf(state, tag) === digest) wholeOf(state, named, found);
  }
  return found;
}

/** Returns what is missing after a removal although it should have stayed. */
export function damageOf(before: State, asked: ReadonlySet<string>, withReferrers: boolean, after: State): string[] {
  const damage: string[] = [];
  const mayGo = withReferrers ? belongingTo(before, asked) : new Set<string>();
  const without: State = { ...before, tags: new Map([...before.tags].filter(([tag]) => !asked.has(tag))) };
  for (const [tag, digest] of before.tags) {
    if (asked.has(tag)) continue;
    const subject = subjectOf(before, tag);
    const orphaned = subject !== undefined && mayGo.has(subject) && !after.manifests.has(subject);
    if (after.tags.get(tag) !== digest && !(orphaned && !after.tags.has(tag))) damage.push(`${tag} is gone`);
    if (!after.tags.has(tag) || digest === null) continue;
    for (const part of wholeOf(without, digest)) if (!after.manifests.has(part)) damage.push(`${tag} lacks ${part}`);
    if (subject && before.manifests.has(subject) && !after.manifests.has(subject)) damage.push(`${tag} lost its image`);
  }
  const named = belongingTo(before, asked);
  for (const digest of before.manifests.keys()) {
    if (named.has(digest)) continue;
    for (const part of wholeOf(without, digest)) if (!after.manifests.has(part)) damage.push(`${digest} lacks ${part}`);
  }
  return damage;
}

/** Returns the manifests that these tags name, with all their children and everything attached to them. */
export function belongingTo(state: State, asked: Iterable<string>): Set<string> {
  const found = new Set<string>();
  const add = (digest: string | null | undefined) => {
    const manifest = digest ? state.manifests.get(digest) : undefined;
    if (!digest || !manifest || found.has(digest)) return;
    found.add(digest);
    manifest.children.forEach(add);
    for (const [other, { subject }] of state.manifests) if (subject === digest) add(other);
    for (const [tag, named] of state.tags) if (subjectOf(state, tag) === digest) add(named);
  };
  for (const tag of asked) add(state.tags.get(tag));
  return found;
}
