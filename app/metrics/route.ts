import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { requireMetricsToken } from "@/lib/http/require-metrics-token";
import { readMetrics } from "@/lib/monitoring/read-metrics";

export const GET = defineRoute({
  describe: { summary: "The metrics of the console, for Prometheus", answer: "text/plain" },
  public: true,
  admit: ({ headers }) => requireMetricsToken(headers),
  handle: async () => {
    const { text, type } = await readMetrics();
    return new Response(text, { headers: { "content-type": type } });
  },
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"], { public: true });
