import "server-only";
import { isUsername, passwordProblem, usernameRule } from "@/lib/contract/credentials";
import { hideSecrets } from "./hide-secrets";
import type { Mistakes } from "./mistakes";
import { readSecretVariable } from "./read-secret-variable";
import { findVariable, type Source } from "./source";

/** Returns the account of `ADMIN_USERNAME` and `ADMIN_PASSWORD`; null without them. */
export function readAdmin(source: Source, mistakes: Mistakes): { username: string; password: string } | null {
  const username = findVariable(source, "ADMIN_USERNAME");
  const password = readSecretVariable(source, mistakes, "ADMIN_PASSWORD");
  const passwordFile = findVariable(source, "ADMIN_PASSWORD_FILE");
  if (username === null && password === null && passwordFile === null) return null;
  if (username === null) mistakes.add("ADMIN_USERNAME", "is required with ADMIN_PASSWORD");
  else if (!isUsername(username)) mistakes.add("ADMIN_USERNAME", usernameRule);
  const problem = password === null ? null : passwordProblem(password);
  if (problem) mistakes.add(findVariable(source, "ADMIN_PASSWORD") ? "ADMIN_PASSWORD" : "ADMIN_PASSWORD_FILE", problem);
  if (password === null && passwordFile === null)
    mistakes.add("ADMIN_PASSWORD", "is required with ADMIN_USERNAME (or ADMIN_PASSWORD_FILE)");
  return hideSecrets({ username: username ?? "", password: password ?? "" }, "password");
}
