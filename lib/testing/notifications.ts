import { randomUUID } from "node:crypto";
import { POST } from "@/app/api/hooks/registry/[registry]/route";
import { ociManifest } from "@/lib/oci/media-type";

type Told = {
  id?: string;
  timestamp?: string;
  action?: string;
  target?: Record<string, unknown>;
  request?: Record<string, unknown>;
  actor?: Record<string, unknown>;
};

/** Returns an event as CNCF Distribution sends it: a push of `app:1.0` by curl, with the given differences. */
export function anEvent({ target, request, ...other }: Told = {}) {
  return {
    id: randomUUID(),
    timestamp: new Date().toISOString(),
    action: "push",
    actor: {},
    ...other,
    target: { mediaType: ociManifest, repository: "app", tag: "1.0", ...target },
    request: { id: randomUUID(), addr: "192.0.2.7:4711", method: "PUT", useragent: "curl/8", ...request },
  };
}

type Sending = { secret?: string; registry?: string; headers?: Record<string, string>; contentType?: string };

export const testSecret = "a-secret-for-notifications";

/** Sends a body to the console's notification address, as the registry `local` would; returns the answer. */
export function notify(
  body: object | string,
  { secret = testSecret, registry = "local", headers = {}, contentType }: Sending = {},
): Promise<Response> {
  const type = contentType ?? "application/vnd.docker.distribution.events.v2+json";
  const request = new Request(`http://console/api/hooks/registry/${registry}`, {
    method: "POST",
    headers: { "content-type": type, authorization: `Bearer ${secret}`, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return POST(request, { params: Promise.resolve({ registry }) });
}
