import "server-only";
import { processWide } from "@/lib/process/process-wide";

// Shorter secrets also occur in ordinary words, and protect nothing.
const shortest = 6;
const secretName =
  /(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|(?:API|ACCESS|PRIVATE|SECRET)_?KEY|_PWD|_AUTH)$/i;

const known = () => processWide("known-secrets", () => new Set<string>());

/** Remembers a secret of the configuration, so that it is recognised wherever it appears. Returns it. */
export function rememberSecret<T extends string | null>(secret: T): T {
  if (secret && secret.length >= shortest) {
    known().add(secret);
    known().add(encodeURIComponent(secret));
  }
  return secret;
}

/** Remembers the values of variables with secret-sounding names, as programs that the console runs may print them. */
export function rememberVariables(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) if (secretName.test(name)) rememberSecret(value ?? null);
}

/** Returns the text with known secrets replaced by "[hidden]". */
export function hideKnownSecrets(text: string): string {
  let shown = text;
  // The longest first, as one secret may be part of another.
  for (const secret of [...known()].sort((one, other) => other.length - one.length))
    shown = shown.replaceAll(secret, "[hidden]");
  return shown;
}
