import { setUpFindingSchema } from "@/lib/contract/garbage-collection";
import { listSchema } from "@/lib/contract/list";
import { inspectCollector } from "@/lib/garbage-collection/inspect-collector";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { registryParam } from "@/lib/http/params";

export const GET = defineRoute({
  describe: { summary: "Checks whether a registry can be collected", answer: listSchema(setUpFindingSchema) },
  params: { registry: registryParam },
  handle: ({ actor, params }) => inspectCollector(actor, params.registry),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
