import { z } from "zod";
import { isUsername, passwordProblem, usernameRule } from "./credentials";

/**
 * What an account may do in the console: an admin everything, an auditor see everything, a member what they are granted.
 */
export const roleSchema = z.enum(["admin", "auditor", "member"]);
export type Role = z.infer<typeof roleSchema>;

/** A viewer is a member who may read everything, as of the start. */
export const newRoleSchema = z.enum([...roleSchema.options, "viewer"]);

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

export const personListSchema = z.object({ items: z.array(personSchema) });

export const newPersonSchema = z.strictObject({
  username: usernameSchema,
  password: newPasswordSchema,
  role: newRoleSchema,
});
export const changePersonSchema = z.strictObject({ role: roleSchema });

export type NewPerson = z.infer<typeof newPersonSchema>;

/** The first-run set-up: the token of the printed address, and the first admin. */
export const setUpSchema = z.strictObject({
  token: z.string().min(1).max(200),
  username: usernameSchema,
  password: newPasswordSchema,
});
export type SetUp = z.infer<typeof setUpSchema>;
