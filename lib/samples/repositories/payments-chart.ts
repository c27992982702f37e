import "server-only";
import { helmConfig } from "@/lib/oci/media-type";
import { makeArtifact } from "@/lib/samples/internal/artifact";
import { storeAsGzip } from "@/lib/samples/internal/gzip";
import { makeBlob, type Sample } from "@/lib/samples/internal/sample";
import { makeTar } from "@/lib/samples/internal/tar";

const contentType = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

/** A Helm chart; a tag can't hold the `+` of a version's build metadata, and Helm writes `_` instead. */
export function paymentsChart(): Sample {
  return {
    repository: "charts/payments",
    tags: [
      ["0.1.0", chart("0.1.0", "1.4.2", "2026-06-10T11:00:00Z")],
      ["0.2.0", chart("0.2.0", "2.3.1", "2026-09-02T09:30:00Z")],
      ["0.3.0_build.7", chart("0.3.0+build.7", "2.10.0", "2026-11-17T16:45:00Z")],
    ],
  };
}

function chart(version: string, appVersion: string, created: string) {
  const about = {
    name: "payments",
    version,
    description: "The payments service with its worker and database",
    home: "https://docs.example.com/payments",
    apiVersion: "v2",
    appVersion,
    type: "application",
    keywords: ["payments", "api"],
    maintainers: [{ name: "Payments", email: "payments@example.com" }],
    dependencies: [{ name: "postgresql", version: "16.4.1", repository: "oci://registry.example.com/charts" }],
  };
  return makeArtifact({
    config: makeBlob(helmConfig, JSON.stringify(about)),
    files: [makeBlob(contentType, packChart(about, created))],
    annotations: {
      "org.opencontainers.image.title": about.name,
      "org.opencontainers.image.version": version,
      "org.opencontainers.image.description": about.description,
      "org.opencontainers.image.created": created,
    },
  });
}

function packChart(about: { name: string; version: string; appVersion: string }, created: string): Buffer {
  const lines = (...text: string[]) => Buffer.from(`${text.join("\n")}\n`);
  const entries = [
    {
      path: "payments/Chart.yaml",
      content: lines(
        "apiVersion: v2",
        `name: ${about.name}`,
        `version: ${about.version}`,
        `appVersion: ${about.appVersion}`,
      ),
    },
    {
      path: "payments/values.yaml",
      content: lines(
        "image:",
        "  repository: registry.example.com/payments/api",
        "replicas: 3",
        "worker:",
        "  concurrency: 4",
      ),
    },
    {
      path: "payments/templates/deployment.yaml",
      content: lines("apiVersion: apps/v1", "kind: Deployment", "metadata:", "  name: {{ .Release.Name }}"),
    },
    {
      path: "payments/templates/service.yaml",
      content: lines("apiVersion: v1", "kind: Service", "metadata:", "  name: {{ .Release.Name }}"),
    },
  ];
  return storeAsGzip(makeTar(entries, Date.parse(created) / 1000));
}
