import "server-only";
import { rememberSecret } from "./known-secrets";
import type { Mistakes } from "./mistakes";
import { readSecretFile } from "./read-text-file";
import { findVariable, type Source } from "./source";

/** Returns the secret in `NAME`, or in the file that `NAME_FILE` names; setting both is a mistake. */
export function readSecretVariable(source: Source, mistakes: Mistakes, name: string): string | null {
  const value = rememberSecret(source.env[name] || null);
  const file = findVariable(source, `${name}_FILE`);
  if (file === null) return value;
  if (value !== null) {
    mistakes.add(name, `set either ${name} or ${name}_FILE, not both`);
    return value;
  }
  return readSecretFile(source, mistakes, `${name}_FILE`, file);
}
