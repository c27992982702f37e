import { z } from "zod";
import { roleSchema } from "./people";

export const accessRoleSchema = z.enum(["reader", "writer", "maintainer", "owner"]);
/** What a grant gives; each role includes the ones before it. */
export type AccessRole = z.infer<typeof accessRoleSchema>;

export const subjectKindSchema = z.enum(["person", "team", "signed-in", "everyone"]);
export const subjectSchema = z.object({
  kind: subjectKindSchema,
  /** Of a person or a team; empty for `signed-in` and `everyone`. */
  name: z.string(),
});
export type Subject = z.infer<typeof subjectSchema>;

export const grantSchema = z.object({
  id: z.string(),
  /** A registry's name, or `*` for all of them. */
  registry: z.string(),
  /** A glob over the names of repositories, in which `{user}` stands for the name of whoever looks. */
  pattern: z.string(),
  subject: subjectSchema,
  role: accessRoleSchema,
  expiresAt: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
});
export type Grant = z.infer<typeof grantSchema>;

export const grantListSchema = z.object({ items: z.array(grantSchema) });

export const grantQuerySchema = z.object({
  registry: z.string().optional(),
  pattern: z.string().optional(),
  /** `person:ann`, `team:web`, `signed-in` or `everyone`. */
  subject: z.string().max(100).optional(),
});
export type GrantQuery = z.infer<typeof grantQuerySchema>;

export const addGrantSchema = z.strictObject({
  registry: z.string().min(1).max(100),
  pattern: z.string().min(1).max(256),
  subject: z.strictObject({ kind: subjectKindSchema, name: z.string().max(64).default("") }),
  role: accessRoleSchema,
  expiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
});
export type AddGrant = z.infer<typeof addGrantSchema>;

export const accessActionSchema = z.enum(["read", "push", "delete", "restore", "grant"]);
/** What may be done with a repository. */
export type AccessAction = z.infer<typeof accessActionSchema>;

export const whyQuerySchema = z.object({
  registry: z.string().min(1),
  repository: z.string().min(1).max(256),
  person: z.string().min(1).max(64),
  action: accessActionSchema,
});
export type WhyQuery = z.infer<typeof whyQuerySchema>;

export const whySchema = z.object({
  allowed: z.boolean(),
  /** The grants that give the right; without a grant, the role of the account. */
  because: z.array(
    z.object({ grant: z.string().nullable(), subject: subjectSchema, role: z.union([accessRoleSchema, roleSchema]) }),
  ),
  /** The least role that would do, and who can give it besides administrators. */
  missing: z.object({ role: accessRoleSchema, owners: z.array(subjectSchema) }).nullable(),
});
export type Why = z.infer<typeof whySchema>;

export const teamSchema = z.object({
  name: z.string(),
  members: z.array(z.string()),
  createdAt: z.string(),
});
export type Team = z.infer<typeof teamSchema>;
export const teamListSchema = z.object({ items: z.array(teamSchema) });

export const teamNameRule = "must be 1 to 64 lower-case letters, digits, dots, dashes or underscores";
const teamName = z.string().regex(/^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/, teamNameRule);
export const putTeamSchema = z.strictObject({ name: teamName, members: z.array(z.string().max(64)).max(1000) });
export type PutTeam = z.infer<typeof putTeamSchema>;
export const teamMembersSchema = z.strictObject({ members: z.array(z.string().max(64)).max(1000) });
