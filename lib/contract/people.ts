import { z } from "zod";

export const roleSchema = z.enum(["admin", "viewer"]);
export type Role = z.infer<typeof roleSchema>;

export const usernameRule = "must be 1 to 64 lower-case letters, digits, dots, dashes or underscores";
const usernameGrammar = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;

export function isUsername(value: string): boolean {
  return usernameGrammar.test(value);
}

const minPasswordLength = 12;
const maxPasswordLength = 128;

/** Why the password is refused; null when it is accepted. Counts characters as people see them, has no other rules. */
export function passwordProblem(password: string): string | null {
  const length = [...password].length;
  if (length < minPasswordLength) return `must have at least ${minPasswordLength} characters`;
  if (length > maxPasswordLength) return `must have at most ${maxPasswordLength} characters`;
  return null;
}

export const usernameSchema = z.string().refine(isUsername, usernameRule);
export const newPasswordSchema = z.string().superRefine((password, context) => {
  const message = passwordProblem(password);
  if (message) context.addIssue({ code: "custom", message });
});

export const personSchema = z.object({
  username: z.string(),
  role: roleSchema,
  disabled: z.boolean(),
  createdAt: z.string(),
  lastSignInAt: z.string().nullable(),
});
export type Person = z.infer<typeof personSchema>;

export const newPersonSchema = z.strictObject({
  username: usernameSchema,
  password: newPasswordSchema,
  role: roleSchema,
});
export type NewPerson = z.infer<typeof newPersonSchema>;

/** The first-run set-up: the token of the printed address, and the first admin. */
export const setUpSchema = z.strictObject({
  token: z.string().min(1).max(200),
  username: usernameSchema,
  password: newPasswordSchema,
});
export type SetUp = z.infer<typeof setUpSchema>;
