import { z } from "zod";
import { registryNameSchema } from "./registries";

const globSchema = z.string().trim().min(1).max(255);

/** Tags that can't be deleted before the protection is lifted. */
export const protectionSchema = z.object({
  id: z.string(),
  registry: z.string(),
  /** A glob over repository names: `*` within one part, `**` over any parts. */
  repositories: z.string(),
  /** A glob over tags. */
  tags: z.string(),
  createdAt: z.string(),
  createdBy: z.string(),
});
export type Protection = z.infer<typeof protectionSchema>;

export const addProtectionSchema = z.strictObject({
  registry: registryNameSchema,
  repositories: globSchema.default("**"),
  tags: globSchema,
});
export type AddProtection = z.infer<typeof addProtectionSchema>;

export const protectionQuerySchema = z.object({ registry: registryNameSchema });
