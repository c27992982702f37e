import { manifestQuerySchema, manifestSchema } from "@/lib/contract/manifests";
import { deleteTag } from "@/lib/deletion/delete-tag";
import { defineRoute } from "@/lib/http/define-route";
import { deletionResponse } from "@/lib/http/deletion-response";
import { requireIfMatch } from "@/lib/http/if-match";
import { otherMethods } from "@/lib/http/other-methods";
import { registryParam, repositoryParam, tagParam } from "@/lib/http/params";
import { getImage } from "@/lib/images/get-image";

const params = { registry: registryParam, repository: repositoryParam, tag: tagParam };

export const GET = defineRoute({
  describe: { summary: "The manifest that a tag names", answer: manifestSchema },
  params,
  query: manifestQuerySchema,
  handle: ({ actor, params, query }) => getImage(actor, params.registry, params.repository, params.tag, query),
});

export const DELETE = defineRoute({
  describe: {
    summary: "Deletes this tag, and no other",
    errors: ["tag-moved", "precondition-required", "deletion-disabled", "tag-protected"],
  },
  params,
  handle: async ({ actor, params: { registry, repository, tag }, request }) =>
    deletionResponse(await deleteTag(actor, registry, repository, tag, requireIfMatch(request.headers))),
});

export const { OPTIONS, POST, PUT, PATCH } = otherMethods(["GET", "DELETE"]);
