import "server-only";

/** A schema as JSON, of the parts that zod writes. */
export type JsonSchema = {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  format?: string;
  minimum?: number;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
};

const digest = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const time = "2026-11-30T09:30:00.000Z";

// What a field of this name holds in every answer.
const known: Record<string, string | number> = {
  registry: "production",
  repository: "team/app",
  tag: "1.4.2",
  digest,
  hash: "9f86d081884c7d659a2feaa0c55ad015",
  id: "0b9f7c1e-5f0e-4f6b-9f0e-3c0a2f6a7d11",
  username: "ann",
  password: "a few words work well",
  mediaType: "application/vnd.oci.image.manifest.v1+json",
  platform: "linux/amd64",
  url: "https://registry.example.com",
  pullHost: "registry.example.com",
  repositories: "team/*",
  tags: "v*",
  sizeBytes: 31_078_182,
  day: "2026-11-30",
};

/** Returns a value that the schema allows, with what fields of these names usually hold; null for what is deep inside. */
export function exampleOf(schema: JsonSchema, components: Record<string, JsonSchema>, name = "", depth = 0): unknown {
  if (schema.$ref) return exampleOf(components[schema.$ref.split("/").at(-1) ?? ""] ?? {}, components, name, depth);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = (schema.anyOf ?? schema.oneOf)?.[0];
  if (choice) return depth > 5 ? null : exampleOf(choice, components, name, depth);
  if (schema.default !== undefined) return schema.default;
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "object") return exampleOfObject(schema, components, depth);
  if (type === "array") return depth > 5 ? [] : [exampleOf(schema.items ?? {}, components, singular(name), depth + 1)];
  if (type === "boolean") return false;
  if (type === "integer" || type === "number")
    return typeof known[name] === "number" ? known[name] : Math.max(1, schema.minimum ?? 1);
  return type === "string" ? exampleOfText(name) : null;
}

function exampleOfObject({ properties = {} }: JsonSchema, components: Record<string, JsonSchema>, depth: number) {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, exampleOf(property, components, name, depth + 1)]),
  );
}

const singular = (name: string) => name.replace(/s$/, "");

function exampleOfText(name: string): string {
  if (typeof known[name] === "string") return known[name];
  return /(?:At|Since)$/.test(name) ? time : name || "text";
}
