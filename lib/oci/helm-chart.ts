import { AppError } from "@/lib/errors/app-error";
import { FieldReader, isObject, Oddities, typeName } from "./field-reader";
import { parseJson } from "./parse-json";

export type HelmChart = {
  name: string;
  version: string;
  appVersion: string | null;
  description: string | null;
  home: string | null;
  keywords: string[];
  maintainers: string[];
  dependencies: { name: string; version: string; repository: string | null }[];
  /** Where it deviates from a Chart.yaml, in plain words. */
  oddities: string[];
};

const mostItems = 1_000;

/**
 * Reads the config of a chart, the JSON of its Chart.yaml (helm, HIP-0006), field by field. Throws
 * `registry-bad-response` for anything but a JSON object.
 */
export function parseHelmChart(bytes: Uint8Array): HelmChart {
  const json = parseJson(bytes, "The chart's config");
  if (!isObject(json))
    throw new AppError("registry-bad-response", "The chart's config is not the JSON of a Chart.yaml.");
  const oddities = new Oddities();
  const fields = new FieldReader(json, oddities);
  return {
    name: requiredText(fields, "name"),
    version: requiredText(fields, "version"),
    appVersion: fields.text("appVersion"),
    description: fields.text("description"),
    home: fields.text("home"),
    keywords: fields.texts("keywords", mostItems),
    maintainers: readItems(fields, "maintainers").flatMap(
      (person) => person.text("name") ?? person.text("email") ?? [],
    ),
    dependencies: readItems(fields, "dependencies").map((dependency) => ({
      name: requiredText(dependency, "name"),
      version: dependency.text("version") ?? "",
      repository: dependency.text("repository"),
    })),
    oddities: oddities.found,
  };
}

function requiredText(fields: FieldReader, name: string): string {
  const value = fields.raw(name) ?? undefined;
  if (value === undefined) fields.note(name, "is missing");
  return fields.text(name) ?? "";
}

function readItems(fields: FieldReader, name: string): FieldReader[] {
  return (fields.list(name, mostItems) ?? []).flatMap(({ item, place }) => {
    if (isObject(item)) return new FieldReader(item, fields.oddities, place);
    fields.oddities.note(place, `is ${typeName(item)}`);
    return [];
  });
}
