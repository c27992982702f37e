import { z } from "zod";

const notificationSettingsSchema = z.object({
  /**
   * "lines": by lines in the registry's configuration; "console": the console started the registry and has set it up;
   * "unreachable": the console started the registry in a container that can't reach the console.
   */
  setUp: z.enum(["lines", "console", "unreachable"]),
  /** The address to which the registry sends its events. */
  url: z.string(),
  /** The secret with which the registry authenticates itself; null for users who must not see it. */
  secret: z.string().nullable(),
  /** When the registry last sent an event; null: never. */
  heardAt: z.string().nullable(),
  /** Pushes, pulls and deletes by others than the console that the registry reported in the last 24 hours. */
  eventsLastDay: z.number().int(),
  /** When a request without the secret was last refused since the console was started. */
  refusedAt: z.string().nullable(),
});

/** A registry as the settings show it: `GET /api/settings/registries`. */
export const registrySettingsSchema = z.object({
  name: z.string(),
  title: z.string(),
  url: z.string(),
  notifications: notificationSettingsSchema,
});
export type RegistrySettings = z.infer<typeof registrySettingsSchema>;

export const registrySettingsListSchema = z.object({ items: z.array(registrySettingsSchema) });
