import { describe, expect, it } from "vitest";
import { hideKnownSecrets } from "./known-secrets";
import { Mistakes } from "./mistakes";
import { readTracing } from "./read-tracing";

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" };

function read(env: Record<string, string>) {
  const mistakes = new Mistakes();
  const settings = readTracing({ env, directory: "/", readFile: () => "" }, mistakes);
  return { settings, mistakes };
}

describe("traces", () => {
  it.each([
    {},
    { OTEL_EXPORTER_OTLP_ENDPOINT: "" },
    { OTEL_TRACES_SAMPLER: "always_on" },
    { ...endpoint, OTEL_SDK_DISABLED: "true" },
    { ...endpoint, OTEL_TRACES_EXPORTER: "none" },
  ])("are not made with %j", (env) => {
    const { settings, mistakes } = read(env);
    expect([settings, mistakes.any]).toEqual([null, false]);
  });

  it.each([
    [{}, { kind: "always_on", ratio: 1, followsParent: true }],
    [{ OTEL_TRACES_SAMPLER: "always_off" }, { kind: "always_off", ratio: 1, followsParent: false }],
    [
      { OTEL_TRACES_SAMPLER: "parentbased_traceidratio", OTEL_TRACES_SAMPLER_ARG: "0.25" },
      { kind: "ratio", ratio: 0.25, followsParent: true },
    ],
    [{ OTEL_TRACES_SAMPLER: "traceidratio" }, { kind: "ratio", ratio: 1, followsParent: false }],
  ])("are made as %j says", (env, sampler) => {
    const { settings, mistakes } = read({ ...endpoint, ...env });
    expect([settings, mistakes.any]).toEqual([{ sampler }, false]);
  });

  it.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4317" }, "OTEL_EXPORTER_OTLP_ENDPOINT: must begin with https://"],
    [{ ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" }, "OTEL_EXPORTER_OTLP_PROTOCOL: must be http/protobuf"],
    [{ ...endpoint, OTEL_TRACES_SAMPLER: "jaeger_remote" }, "OTEL_TRACES_SAMPLER: must be one of always_on"],
    [
      { ...endpoint, OTEL_TRACES_SAMPLER: "traceidratio", OTEL_TRACES_SAMPLER_ARG: "25%" },
      "OTEL_TRACES_SAMPLER_ARG: must be a number from 0 to 1",
    ],
  ])("have a sentence for the mistake in %j", (env, sentence) => {
    expect(() => read(env).mistakes.throwIfAny()).toThrow(sentence);
  });

  it("keep the collector's key out of everything that is shown", () => {
    read({ ...endpoint, OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20s3cr3t-key" });
    expect(hideKnownSecrets("sent Bearer s3cr3t-key")).not.toContain("s3cr3t-key");
  });
});
