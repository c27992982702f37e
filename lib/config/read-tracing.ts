import "server-only";
import { rememberSecret } from "./known-secrets";
import type { Mistakes } from "./mistakes";
import { parseHttpUrl, parseSwitch } from "./parse-values";
import { findVariable, type Source } from "./source";

export type TracingSettings = {
  sampler: { kind: "always_on" | "always_off" | "ratio"; ratio: number; followsParent: boolean };
};

const endpoints = ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"];
const protocols = ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"];
const headers = ["OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_EXPORTER_OTLP_HEADERS"];
const samplers = new Set(["always_on", "always_off", "traceidratio"]);
const parentBased = /^parentbased_/;

/**
 * Returns how traces are made, or null if they aren't wanted. Where they are sent, the exporter reads from the same
 * variables itself. OpenTelemetry, "Environment Variable Specification" and "OTLP Exporter Configuration".
 */
export function readTracing(source: Source, mistakes: Mistakes): TracingSettings | null {
  for (const name of headers) rememberHeaders(findVariable(source, name));
  const isOff =
    parseSwitch(mistakes, "OTEL_SDK_DISABLED", findVariable(source, "OTEL_SDK_DISABLED")) === true ||
    findVariable(source, "OTEL_TRACES_EXPORTER") === "none";
  const named = endpoints.filter((name) => findVariable(source, name) !== null);
  if (isOff || named.length === 0) return null;
  for (const name of named) parseHttpUrl(mistakes, name, findVariable(source, name) ?? "");
  for (const name of protocols) {
    if ((findVariable(source, name) ?? "http/protobuf") !== "http/protobuf")
      mistakes.add(name, "must be http/protobuf, which collectors usually receive on port 4318");
  }
  return { sampler: readSampler(source, mistakes) };
}

function readSampler(source: Source, mistakes: Mistakes): TracingSettings["sampler"] {
  const name = findVariable(source, "OTEL_TRACES_SAMPLER") ?? "parentbased_always_on";
  const kind = name.replace(parentBased, "");
  if (!samplers.has(kind)) {
    const known = [...samplers].join(", ");
    mistakes.add("OTEL_TRACES_SAMPLER", `must be one of ${known}, with or without parentbased_ in front`);
  }
  return {
    kind: kind === "traceidratio" ? "ratio" : kind === "always_off" ? "always_off" : "always_on",
    ratio: kind === "traceidratio" ? readRatio(source, mistakes) : 1,
    followsParent: parentBased.test(name),
  };
}

function readRatio(source: Source, mistakes: Mistakes): number {
  const value = findVariable(source, "OTEL_TRACES_SAMPLER_ARG") ?? "1";
  const ratio = /^\d*\.?\d+$/.test(value) ? Number(value) : Number.NaN;
  if (ratio >= 0 && ratio <= 1) return ratio;
  mistakes.add("OTEL_TRACES_SAMPLER_ARG", "must be a number from 0 to 1");
  return 1;
}

// `authorization=Bearer%20…,x-key=…`
function rememberHeaders(list: string | null): void {
  for (const entry of list?.split(",") ?? []) {
    const value = entry.slice(entry.indexOf("=") + 1).trim();
    rememberSecret(value);
    try {
      rememberSecret(decodeURIComponent(value));
    } catch {
      // The exporter refuses it too.
    }
  }
}
