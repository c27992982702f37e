import { z } from "zod";

export const registryNameSchema = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/, "must be 1 to 32 lower-case letters, digits and inner hyphens");

export const registrySchema = z.object({
  name: z.string(),
  title: z.string(),
  url: z.string(),
  pullHost: z.string(),
  /** The software behind the API, e.g. "distribution-2", "distribution-3", "zot", "harbor", "quay", "gitlab", "unknown". */
  kind: z.string(),
  readOnly: z.boolean(),
  skipVerify: z.boolean(),
  capabilities: z.object({
    catalog: z.boolean(),
    deleteManifest: z.boolean(),
    deleteTag: z.boolean(),
    referrers: z.boolean(),
    garbageCollection: z.boolean(),
  }),
  health: z.object({
    state: z.enum(["ok", "degraded", "down", "unknown"]),
    detail: z.string().nullable(),
    checkedAt: z.string().nullable(),
  }),
});
export type Registry = z.infer<typeof registrySchema>;
export const registryListSchema = z.array(registrySchema);
