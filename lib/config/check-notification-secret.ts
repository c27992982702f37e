import "server-only";
import type { Mistakes } from "./mistakes";

const minLength = 16;

/** Returns the secret unchanged. Adds a mistake if it is short or can't be sent in a header. Null stays null. */
export function checkNotificationSecret(mistakes: Mistakes, place: string, secret: string | null): string | null {
  if (secret !== null && secret.length < minLength) mistakes.add(place, `must have at least ${minLength} characters`);
  if (secret !== null && !/^[\x21-\x7e]*$/.test(secret))
    mistakes.add(place, "must consist of ASCII letters, digits and signs, without spaces");
  return secret;
}
