const component = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

/** Returns true for a repository name (distribution-spec 1.1 "Pulling manifests") of at most 255 characters. */
export function isRepositoryName(value: string): boolean {
  return value.length <= 255 && value.split("/").every((part) => component.test(part));
}
