import { AppError } from "@/lib/errors/app-error";
import { isDateText } from "./created-date";
import { FieldReader, isObject, Oddities, typeName } from "./field-reader";
import { parseJson } from "./parse-json";
import { formatPlatform } from "./platform";

export type HistoryEntry = {
  created: string | null;
  created_by: string | null;
  comment: string | null;
  empty_layer: boolean;
};

/** An image config (image-spec, config.md), as far as it could be read. */
export type OciImageConfig = {
  created: string | null;
  author: string | null;
  architecture: string | null;
  os: string | null;
  variant: string | null;
  osVersion: string | null;
  config: {
    User: string | null;
    ExposedPorts: string[];
    Env: string[];
    Entrypoint: string[];
    Cmd: string[];
    Volumes: string[];
    WorkingDir: string | null;
    Labels: Record<string, string>;
    StopSignal: string | null;
  };
  history: HistoryEntry[];
  /** Where it deviates from the specification, in plain words. */
  oddities: string[];
};

const mostSteps = 10_000;

/**
 * Reads an image config field by field. Odd values are listed, and shown as text or left out. Throws
 * `registry-bad-response` for anything but a JSON object.
 */
export function parseImageConfig(bytes: Uint8Array): OciImageConfig {
  const json = parseJson(bytes, "The image config");
  if (!isObject(json)) throw new AppError("registry-bad-response", "The image config is not a JSON object.");
  const oddities = new Oddities();
  const fields = new FieldReader(json, oddities);
  return {
    created: readDate(fields),
    author: fields.text("author"),
    architecture: fields.text("architecture", 200),
    os: fields.text("os", 200),
    variant: fields.text("variant", 200),
    osVersion: fields.text("os.version", 200),
    config: readRuntime(fields.object("config") ?? new FieldReader({}, oddities)),
    history: readHistory(fields, oddities),
    oddities: oddities.found,
  };
}

function readRuntime(fields: FieldReader): OciImageConfig["config"] {
  return {
    User: fields.text("User"),
    ExposedPorts: fields.keys("ExposedPorts"),
    Env: fields.lines("Env"),
    Entrypoint: fields.texts("Entrypoint"),
    Cmd: fields.texts("Cmd"),
    Volumes: fields.keys("Volumes"),
    WorkingDir: fields.text("WorkingDir"),
    Labels: fields.record("Labels"),
    StopSignal: fields.text("StopSignal"),
  };
}

function readHistory(fields: FieldReader, oddities: Oddities): HistoryEntry[] {
  return (fields.list("history", mostSteps) ?? []).flatMap(({ item, place }) => {
    if (typeof item === "string") {
      oddities.note(place, "is a text");
      return { created: null, created_by: item, comment: null, empty_layer: false };
    }
    if (!isObject(item)) {
      oddities.note(place, `is ${typeName(item)}`);
      return [];
    }
    const step = new FieldReader(item, oddities, place);
    return {
      created: readDate(step),
      created_by: step.text("created_by"),
      comment: step.text("comment"),
      empty_layer: step.flag("empty_layer"),
    };
  });
}

function readDate(fields: FieldReader): string | null {
  const value = fields.raw("created");
  if (value === undefined || value === null || value === "") return null;
  if (typeof value === "string" && isDateText(value)) return value;
  fields.note("created", typeof value === "string" ? "is not a date" : `is ${typeName(value)}`);
  return null;
}

/** Returns `os/architecture[/variant]`; null if the config doesn't name both `os` and `architecture`. */
export function configPlatform({ os, architecture, variant }: OciImageConfig): string | null {
  return formatPlatform({ os: os ?? "", architecture: architecture ?? "", variant: variant ?? undefined });
}
