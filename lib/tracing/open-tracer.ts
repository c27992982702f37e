import "server-only";
import { context, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { setGlobalErrorHandler, W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceInstanceIdDetector,
  serviceNameEnvDetector,
} from "@opentelemetry/resources";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { TracingSettings } from "@/lib/config/read-tracing";
import { findRequestId } from "@/lib/logging/request-context";
import { warnSparingly } from "@/lib/logging/warn-sparingly";

/**
 * Makes this thread's spans go to the collector that the exporter reads from `OTEL_EXPORTER_OTLP_*`. Returns a function
 * that sends the rest and ends this.
 */
export function openTracer({ sampler }: TracingSettings, version: string): () => Promise<void> {
  setGlobalErrorHandler(reportUnsent);
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ "service.name": "shipshape", "service.version": version }))
      .merge(
        detectResources({
          detectors: [serviceInstanceIdDetector, resourceAttributesEnvDetector, serviceNameEnvDetector],
        }),
      ),
    sampler: makeSampler(sampler),
    spanProcessors: [describeRequests, new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return () => provider.shutdown().catch(reportUnsent);
}

// A collector that is away costs the traces, and one line of the log a minute.
function reportUnsent(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  warnSparingly("tracing", { reason }, "traces could not be sent");
}

// The framework's own steps name the whole address, whose query may hold what a person searched for, or the secret of a
// link.
const target = "http.target";

const describeRequests: SpanProcessor = {
  onStart: (span) => {
    const address = span.attributes[target];
    if (typeof address === "string") span.setAttribute(target, address.split("?")[0] ?? "");
    const requestId = findRequestId();
    if (requestId) span.setAttribute("shipshape.request_id", requestId);
  },
  onEnd: () => undefined,
  forceFlush: async () => undefined,
  shutdown: async () => undefined,
};

function makeSampler({ kind, ratio, followsParent }: TracingSettings["sampler"]): Sampler {
  const root =
    kind === "ratio"
      ? new TraceIdRatioBasedSampler(ratio)
      : kind === "always_on"
        ? new AlwaysOnSampler()
        : new AlwaysOffSampler();
  return followsParent ? new ParentBasedSampler({ root }) : root;
}
