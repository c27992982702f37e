import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { parseJson } from "./parse-json";

const text = z
  .string()
  .nullish()
  .transform((value) => value || null);

function listOf<T extends z.ZodType>(item: T) {
  return z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);
}

const chartSchema = z.object({
  name: z.string(),
  version: z.string(),
  appVersion: text,
  description: text,
  home: text,
  keywords: listOf(z.string()),
  maintainers: listOf(z.object({ name: text, email: text })),
  dependencies: listOf(z.object({ name: z.string(), version: text, repository: text })),
});

export type HelmChart = {
  name: string;
  version: string;
  appVersion: string | null;
  description: string | null;
  home: string | null;
  keywords: string[];
  maintainers: string[];
  dependencies: { name: string; version: string; repository: string | null }[];
};

/** Parses the config of a chart, the JSON of its Chart.yaml (helm, HIP-0006). Throws `registry-bad-response`. */
export function parseHelmChart(bytes: Uint8Array): HelmChart {
  const result = chartSchema.safeParse(parseJson(bytes, "The chart's config"));
  if (!result.success)
    throw new AppError("registry-bad-response", "The chart's config is not the JSON of a Chart.yaml.");
  const { maintainers, dependencies, ...chart } = result.data;
  return {
    ...chart,
    maintainers: maintainers.flatMap(({ name, email }) => name ?? email ?? []),
    dependencies: dependencies.map((dependency) => ({ ...dependency, version: dependency.version ?? "" })),
  };
}
