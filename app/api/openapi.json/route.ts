import { apiDocumentSchema } from "@/lib/contract/api-document";
import { publishedDocument } from "@/lib/http/api-document/published-document";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";

export const GET = defineRoute({
  describe: { summary: "This description, as OpenAPI 3.1", answer: apiDocumentSchema },
  // Holds nothing of this console but its base path, and generators of clients fetch it without a session.
  public: true,
  handle: () => publishedDocument(),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"], { public: true });
