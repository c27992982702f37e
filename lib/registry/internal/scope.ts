import "server-only";

export const catalogScope = "registry:catalog:*";
export const pingScope = "";

export function pullScope(repository: string): string {
  return `repository:${repository}:pull`;
}

export function pushScope(repository: string): string {
  return `repository:${repository}:pull,push`;
}

/** Quay wants `pull,push` for a delete, others want `delete`; a token service leaves out what it doesn't grant. */
export function deleteScope(repository: string): string {
  return `repository:${repository}:pull,push,delete`;
}
