const grammar = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

/** Returns true for a tag (distribution-spec 1.1 "Pulling manifests"). */
export function isTag(value: string): boolean {
  return grammar.test(value);
}
