import { inspectCollector } from "@/lib/garbage-collection/inspect-collector";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { registryParam } from "@/lib/http/params";

export const GET = defineRoute({
  params: { registry: registryParam },
  handle: ({ actor, params }) => inspectCollector(actor, params.registry),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
