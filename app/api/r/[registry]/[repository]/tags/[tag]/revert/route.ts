import { revertBodySchema, revertedTagSchema, revertPlanSchema, revertQuerySchema } from "@/lib/contract/tag-history";
import { defineRoute } from "@/lib/http/define-route";
import { requireMatch } from "@/lib/http/if-match";
import { otherMethods } from "@/lib/http/other-methods";
import { registryParam, repositoryParam, tagParam } from "@/lib/http/params";
import { planRevert } from "@/lib/tag-history/plan-revert";
import { revertTag } from "@/lib/tag-history/revert-tag";

const params = { registry: registryParam, repository: repositoryParam, tag: tagParam };

export const GET = defineRoute({
  describe: { summary: "What a revert of the tag would do", answer: revertPlanSchema },
  params,
  query: revertQuerySchema,
  handle: ({ actor, params: { registry, repository, tag }, query, request }) =>
    planRevert(actor, registry, repository, tag, query.digest, { signal: request.signal }),
});

export const POST = defineRoute({
  describe: {
    summary: "Points the tag to an earlier digest",
    answer: revertedTagSchema,
    errors: ["tag-moved", "precondition-required", "blobs-missing"],
  },
  params,
  body: revertBodySchema,
  handle: ({ actor, params, body, request }) =>
    revertTag(actor, { ...params, digest: body.digest, expected: requireMatch(request.headers) }),
});

export const { OPTIONS, PUT, PATCH, DELETE } = otherMethods(["GET", "POST"]);
