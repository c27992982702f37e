import "server-only";
import { z } from "zod";
import { isDigest } from "@/lib/oci/digest";
import { bareMediaType, isIndexType, isManifestType, isSchema1Type } from "@/lib/oci/media-type";
import { isRepositoryName } from "@/lib/oci/repository-name";
import { isTag } from "@/lib/oci/tag";

/** An event in a registry, as the registry reports it; every text is bounded and without control characters. */
export type RegistryEvent = {
  id: string;
  /** Epoch milliseconds, never in the future. */
  at: number;
  /** `push`, `pull`, `delete`, `mount`, or any other that a registry may add. */
  action: string;
  repository: string;
  tag: string | null;
  digest: string | null;
  mediaType: string | null;
  /** True if it is certainly about a manifest; a delete doesn't say. */
  ofManifest: boolean;
  method: string | null;
  actor: string | null;
  userAgent: string | null;
  address: string | null;
  requestId: string | null;
};

export type ParsedEvents = {
  events: RegistryEvent[];
  /** What was left out, for the log; null if nothing was. */
  leftOut: string | null;
};

const mostEvents = 1_000;

const line = (mostCharacters: number) =>
  z
    .string()
    .transform(
      (text) =>
        text
          .replace(/\p{Cc}/gu, "")
          .slice(0, mostCharacters)
          .toWellFormed() || null,
    )
    .nullable()
    .catch(null);
const only = (isValid: (text: string) => boolean) =>
  z
    .string()
    .transform((text) => (isValid(text) ? text : null))
    .nullable()
    .catch(null);

// Unknown fields and most missing ones are no reason to lose an event; without the fields required here it is no event.
const eventSchema = z.object({
  id: z.string().regex(/^[\x21-\x7e]{1,200}$/),
  timestamp: z.string().catch(""),
  action: z.string().regex(/^[a-z]{1,32}$/),
  target: z.object({
    repository: z.string().refine(isRepositoryName),
    tag: only(isTag),
    digest: only(isDigest),
    mediaType: line(200),
    url: line(2_000),
  }),
  request: z
    .object({ id: line(100), addr: line(100), method: line(20), useragent: line(300) })
    .catch({ id: null, addr: null, method: null, useragent: null }),
  actor: z.object({ name: line(200) }).catch({ name: null }),
});
const envelopeSchema = z.object({ events: z.array(z.unknown()) });

/** Parses the events of a CNCF Distribution notification, version 1 or 2, as far as they can be understood. */
export function parseEvents(text: string, receivedAt: number): ParsedEvents {
  const envelope = envelopeSchema.safeParse(parseJson(text));
  if (!envelope.success) return { events: [], leftOut: "the body is no list of events" };
  const some = envelope.data.events.slice(0, mostEvents);
  const events = some.flatMap((event) => {
    const parsed = eventSchema.safeParse(event);
    return parsed.success ? toEvent(parsed.data, receivedAt) : [];
  });
  const lost = envelope.data.events.length - events.length;
  return { events, leftOut: lost === 0 ? null : `${lost} of ${envelope.data.events.length} events` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toEvent({ id, timestamp, action, target, request, actor }: z.infer<typeof eventSchema>, receivedAt: number) {
  const at = Date.parse(timestamp);
  const mediaType = target.mediaType && bareMediaType(target.mediaType);
  return {
    id,
    at: at > 0 ? Math.min(at, receivedAt) : receivedAt,
    action,
    repository: target.repository,
    tag: target.tag,
    digest: target.digest,
    mediaType,
    ofManifest: isOfManifest(mediaType, target.url),
    method: request.method,
    actor: actor.name,
    userAgent: request.useragent,
    address: request.addr,
    requestId: request.id,
  };
}

function isOfManifest(mediaType: string | null, url: string | null): boolean {
  if (mediaType && (isManifestType(mediaType) || isIndexType(mediaType) || isSchema1Type(mediaType))) return true;
  return mediaType !== "application/octet-stream" && /\/manifests\/[^/]+$/.test(url ?? "");
}
