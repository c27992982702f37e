export const usernameRule = "must be 1 to 64 lower-case letters, digits, dots, dashes or underscores";
const usernameGrammar = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;

export function isUsername(value: string): boolean {
  return usernameGrammar.test(value);
}

const minPasswordLength = 12;
const maxPasswordLength = 128;

/**
 * Returns why the password is refused, or null if it is accepted. Counts characters as people see them, and has no
 * other rules.
 */
export function passwordProblem(password: string): string | null {
  const length = [...password].length;
  if (length < minPasswordLength) return `must have at least ${minPasswordLength} characters`;
  if (length > maxPasswordLength) return `must have at most ${maxPasswordLength} characters`;
  return null;
}
