import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ByteSize } from "@/components/ui/byte-size";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";
import { useHydrated } from "@/components/ui/use-hydrated";
import type { Manifest } from "@/lib/contract/manifests";
import { formatDateTime, formatExactTime } from "@/lib/format/exact-time";
import { visibleText } from "@/lib/format/visible-text";
import { artifactKindOf } from "@/lib/oci/artifact-kind";
import { recordedDate } from "@/lib/oci/created-date";
import { shortDigest } from "@/lib/oci/digest";
import { commandText } from "./command-text";
import { SourceLink } from "./source-link";
import { sourceOf } from "./source-of";

/** The few facts that most people look for, beside whatever tab is open. An unknown fact has no row. */
export function ImageFacts({ manifest }: { manifest: Manifest }) {
  const t = useTranslations("image.facts");
  const { config, chart, artifactType, mediaType, kind } = manifest;
  const { source, revision, version, base, licenses } = sourceOf(manifest);
  const kinds = useTranslations("artifactKinds");
  const named = artifactKindOf(artifactType);
  const artifact = kind === "artifact" || named !== null;
  const createdAt = config?.createdAt ?? recordedDate(manifest.annotations["org.opencontainers.image.created"]);
  const rows: (readonly [string, ReactNode] | false)[] = [
    [t("created"), createdAt ? <CreatedAt key="created" value={createdAt} /> : t("notRecorded")],
    named !== null && [t("kind"), kinds(named)],
    Boolean(config?.platform) && [t("platform"), visibleText(config?.platform ?? "")],
    Boolean(config?.entrypoint.length) && [
      t("entrypoint"),
      <Code key="entrypoint" text={commandText(config?.entrypoint ?? [])} />,
    ],
    Boolean(config?.cmd.length) && [t("command"), <Code key="command" text={commandText(config?.cmd ?? [])} />],
    config !== null && !artifact && [t("user"), config.user ? <Code key="user" text={config.user} /> : t("root")],
    Boolean(config?.exposedPorts.length) && [
      t("ports"),
      <Code key="ports" text={config?.exposedPorts.join(", ") ?? ""} />,
    ],
    chart !== null && [t("chart"), visibleText(`${chart.name} ${chart.version}`)],
    version !== null && [t("version"), visibleText(version)],
    revision !== null && [t("revision"), <Code key="revision" text={revision} />],
    source !== null && [t("source"), <SourceLink key="source" value={source} />],
    base !== null && [t("base"), <Code key="base" text={base} />],
    licenses !== null && [t("licenses"), visibleText(licenses)],
    Boolean(config?.author) && [t("author"), visibleText(config?.author ?? "")],
    config !== null && [t("config"), <ConfigDigest key="config" digest={config.digest} />],
    artifact && artifactType !== null && [t("type"), <Code key="type" text={artifactType} />],
    [t("mediaType"), <Code key="media-type" text={mediaType} />],
    manifest.sizeBytes !== null &&
      (artifact || manifest.sizeAtLeast) && [t("size"), <Size key="size" manifest={manifest} />],
  ];
  return (
    <Panel className="px-4 py-3.5" aria-label={t(artifact ? "artifactTitle" : "title")}>
      <h2 className="mb-2.5 font-semibold">{t(artifact ? "artifactTitle" : "title")}</h2>
      <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3 gap-y-2">
        {rows
          .filter((row) => row !== false)
          .map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="min-w-0 truncate">{value}</dd>
            </div>
          ))}
      </dl>
    </Panel>
  );
}

function Size({ manifest: { sizeBytes, sizeAtLeast } }: { manifest: Manifest }) {
  const t = useTranslations("image.facts");
  const size = <ByteSize bytes={sizeBytes} />;
  return sizeAtLeast ? t.rich("atLeast", { size: () => size }) : size;
}

function Code({ text }: { text: string }) {
  const shown = visibleText(text.slice(0, 400));
  return (
    <code dir="ltr" className="mono block truncate" title={shown}>
      {shown}
    </code>
  );
}

function ConfigDigest({ digest }: { digest: string }) {
  return (
    <span className="mono flex items-center gap-0.5" title={digest}>
      {shortDigest(digest)}
      <CopyButton value={digest} what={useTranslations("image.facts")("config")} />
    </span>
  );
}

/** When an image was built, as a date and time in the reader's time zone. */
function CreatedAt({ value }: { value: string }) {
  const zone = useHydrated() ? "local" : "UTC";
  return (
    <time dateTime={value} title={formatExactTime(value, zone)}>
      {formatDateTime(value, zone)}
    </time>
  );
}
