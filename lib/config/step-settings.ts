import "server-only";
import { z } from "zod";
import { type Entry, resolveSecret } from "./file-entry";
import { hideSecrets } from "./hide-secrets";

export const argvSchema = z.array(z.string().min(1)).min(1);

const mostMinutes = 7 * 24 * 60;
export const timeoutMinutesSchema = z.number().positive().max(mostMinutes).default(360);

/** The settings of every runner that drives the registry's collector step by step. */
export const stepShape = {
  timeoutMinutes: timeoutMinutesSchema,
  allowWritable: z.boolean().default(false),
  redis: z
    .strictObject({
      url: z.url({ protocol: /^rediss?$/ }),
      username: z.string().min(1).optional(),
      passwordFile: z.string().min(1).optional(),
      passwordEnv: z.string().min(1).optional(),
    })
    .optional(),
};

/** The Redis in which the registry caches its records of blobs. */
export type RedisCache = { url: string; username: string | null; password: string | null };

export type StepSettings = {
  timeoutMs: number;
  /** Collect even if the registry accepts pushes meanwhile. */
  allowWritable: boolean;
  redis: RedisCache | null;
};

type Steps = z.infer<z.ZodObject<typeof stepShape>>;

/** Returns these settings with their files read. */
export function resolveSteps(entry: Entry, settings: Steps): StepSettings {
  return {
    timeoutMs: Math.round(settings.timeoutMinutes * 60_000),
    allowWritable: settings.allowWritable,
    redis: resolveRedis({ ...entry, place: `${entry.place}.redis` }, settings.redis),
  };
}

function resolveRedis(entry: Entry, redis: Steps["redis"]): RedisCache | null {
  if (!redis) return null;
  const { passwordFile, passwordEnv } = redis;
  const secret = passwordFile !== undefined || passwordEnv !== undefined;
  const password = secret ? resolveSecret(entry, "password", passwordFile, passwordEnv) : null;
  if (new URL(redis.url).password !== "") entry.mistakes.add(`${entry.place}.url`, "must not hold a password");
  return hideSecrets({ url: redis.url, username: redis.username ?? null, password }, "password");
}
