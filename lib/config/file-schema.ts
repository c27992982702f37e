import "server-only";
import { z } from "zod";
import { registryNameSchema } from "@/lib/contract/registries";
import { isRepositoryName } from "@/lib/oci/repository-name";
import { garbageCollectionSchema } from "./collector-config";
import { defaultIndexing } from "./registry-config";

const text = z.string().trim().min(1);

const credentialsSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({
    kind: z.literal("basic"),
    username: text,
    passwordFile: text.optional(),
    passwordEnv: text.optional(),
  }),
  z.strictObject({
    kind: z.literal("identity-token"),
    username: text.optional(),
    tokenFile: text.optional(),
    tokenEnv: text.optional(),
  }),
]);

export const requestsPerSecondSchema = z.number().positive().max(10_000);

const indexingSchema = z.strictObject({
  concurrency: z.number().int().min(1).max(16).default(defaultIndexing.concurrency),
  requestsPerSecond: requestsPerSecondSchema.optional(),
});

export const registrySchema = z.strictObject({
  name: registryNameSchema,
  title: text.max(80).optional(),
  url: text,
  pullHost: text.optional(),
  credentials: credentialsSchema.default({ kind: "none" }),
  tokenRealm: text.optional(),
  caFile: text.optional(),
  clientCertificateFile: text.optional(),
  clientKeyFile: text.optional(),
  insecureSkipVerify: z.boolean().default(false),
  readOnly: z.boolean().default(false),
  catalog: z.boolean().default(true),
  repositories: z.array(z.string().refine(isRepositoryName, "must be a repository name")).optional(),
  indexing: indexingSchema.default({ concurrency: defaultIndexing.concurrency }),
  garbageCollection: garbageCollectionSchema.default({ runner: "none" }),
  notificationSecretFile: text.optional(),
  notificationSecretEnv: text.optional(),
});
export type FileRegistry = z.infer<typeof registrySchema>;
export type FileCredentials = z.infer<typeof credentialsSchema>;

/** The schema of `shipshape.yaml`. Unknown keys are refused, as a misspelt switch would otherwise count as off. */
export const fileSchema = z.strictObject({
  host: text.optional(),
  port: z.number().int().min(1).max(65_535).optional(),
  publicUrl: text.optional(),
  dataDir: text.optional(),
  trustedProxies: z.array(text).optional(),
  registries: z.array(registrySchema).default([]),
});
export type ConfigFile = z.infer<typeof fileSchema>;
