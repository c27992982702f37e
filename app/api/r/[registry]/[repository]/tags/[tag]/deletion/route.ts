import { tagDeletionPreviewSchema } from "@/lib/contract/tag-deletion-preview";
import { planTagDeletion } from "@/lib/deletion/plan-tag-deletion";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { registryParam, repositoryParam, tagParam } from "@/lib/http/params";

export const GET = defineRoute({
  describe: { summary: "What a delete of the tag would do", answer: tagDeletionPreviewSchema },
  params: { registry: registryParam, repository: repositoryParam, tag: tagParam },
  handle: ({ actor, params }) => planTagDeletion(actor, params.registry, params.repository, params.tag),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
