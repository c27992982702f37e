import { listRecentPushes } from "@/lib/catalog/list-recent-pushes";
import { recentPushesSchema, recentPushQuerySchema } from "@/lib/contract/recent-pushes";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";

export const GET = defineRoute({
  describe: { summary: "The newest pushes of all registries", answer: recentPushesSchema },
  query: recentPushQuerySchema,
  handle: ({ actor, query }) => listRecentPushes(actor, query),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
