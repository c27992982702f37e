import { collectorSchema } from "@/lib/contract/garbage-collection";
import { getCollector } from "@/lib/garbage-collection/get-collector";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { registryParam } from "@/lib/http/params";

export const GET = defineRoute({
  describe: { summary: "How a registry is collected", answer: collectorSchema },
  params: { registry: registryParam },
  handle: ({ actor, params }) => getCollector(actor, params.registry),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
