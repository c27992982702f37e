import { answerToken, refuse } from "./auth";
import { answerBlob, continueUpload, deleteBlob, startUpload } from "./blobs";
import { deleteManifest } from "./deletes";
import { type FakeAnswer, type FakeRequest, json, textError } from "./exchange";
import type { Fake, RouteMatch } from "./fake";
import { answerManifest, putManifest } from "./manifests";
import { answerCatalog, answerTags } from "./paging";
import { answerReferrers } from "./referrers";

const name = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*";
const reference = "[A-Za-z0-9_+.-]+:[A-Fa-f0-9]+|[A-Za-z0-9_][A-Za-z0-9._-]{0,127}";

type Handler = (match: RouteMatch) => FakeAnswer;

const routes: [path: RegExp, handlers: Record<string, Handler>][] = [
  [/^\/v2\/_catalog$/, { GET: answerCatalog }],
  [new RegExp(`^/v2/(${name})/tags/list$`), { GET: answerTags }],
  [
    new RegExp(`^/v2/(${name})/manifests/(${reference})$`),
    { GET: answerManifest, HEAD: answerManifest, PUT: putManifest, DELETE: deleteManifest },
  ],
  [new RegExp(`^/v2/(${name})/blobs/uploads/$`), { POST: startUpload }],
  [
    new RegExp(`^/v2/(${name})/blobs/uploads/([a-f0-9-]+)$`),
    { PATCH: continueUpload, PUT: continueUpload, DELETE: continueUpload },
  ],
  [new RegExp(`^/v2/(${name})/blobs/(${reference})$`), { GET: answerBlob, HEAD: answerBlob, DELETE: deleteBlob }],
  [new RegExp(`^/v2/(${name})/referrers/(${reference})$`), { GET: answerReferrers }],
];

/** Returns the registry's answer to one request. */
export function answer(fake: Fake, request: FakeRequest): FakeAnswer {
  if (request.path === fake.family.tokenPath) return answerToken(fake, request);
  if (!request.path.startsWith("/v2/")) return textError(404, "404 page not found");
  const refusal = refuse(fake, request);
  if (refusal) return refusal;
  if (request.path === "/v2/") return json(200, {}, { "content-type": fake.family.jsonContentType });
  const reads = request.method === "GET" || request.method === "HEAD";
  if (fake.options.readOnly && !reads) return textError(405, "Method not allowed", { allow: "GET, HEAD" });
  for (const [path, handlers] of routes) {
    const found = path.exec(request.path);
    const handler = found && handlers[request.method];
    if (found && !handler) return textError(405, "Method not allowed", { allow: Object.keys(handlers).join(", ") });
    if (found && handler) return handler({ fake, request, repository: found[1] ?? "", reference: found[2] ?? "" });
  }
  return textError(404, "404 page not found");
}
