import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { parseJson } from "./parse-json";
import { formatPlatform } from "./platform";

const list = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);
const keys = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((value) => Object.keys(value ?? {}));
const text = z
  .string()
  .nullish()
  .transform((value) => value || null);

const historySchema = z.object({
  created: text,
  created_by: text,
  comment: text,
  empty_layer: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
});
export type HistoryEntry = z.output<typeof historySchema>;

const runtimeSchema = z.object({
  User: text,
  ExposedPorts: keys,
  Env: list,
  // Old builders wrote a bare string here.
  Entrypoint: z.union([z.string().transform((value) => [value]), list]),
  Cmd: z.union([z.string().transform((value) => [value]), list]),
  Volumes: keys,
  WorkingDir: text,
  Labels: z
    .record(z.string(), z.string())
    .nullish()
    .transform((value) => value ?? {}),
  StopSignal: text,
});

const imageConfigSchema = z.object({
  created: text,
  author: text,
  architecture: text,
  os: text,
  variant: text,
  config: runtimeSchema.nullish().transform((value) => value ?? runtimeSchema.parse({})),
  history: z
    .array(historySchema)
    .max(10_000)
    .nullish()
    .transform((value) => value ?? []),
});
export type OciImageConfig = z.output<typeof imageConfigSchema>;

/** Parses an image config (image-spec, config.md). Throws `registry-bad-response`. */
export function parseImageConfig(bytes: Uint8Array): OciImageConfig {
  const result = imageConfigSchema.safeParse(parseJson(bytes, "The image config"));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new AppError(
    "registry-bad-response",
    `The image config is not valid at ${issue?.path.join(".") || "the document"}: ${issue?.message}.`,
  );
}

/** `os/architecture[/variant]`, null where the config doesn't name both. */
export function configPlatform(config: OciImageConfig): string | null {
  if (!config.os || !config.architecture) return null;
  return formatPlatform({ os: config.os, architecture: config.architecture, variant: config.variant ?? undefined });
}
