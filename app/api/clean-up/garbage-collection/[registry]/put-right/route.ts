import { putRightNow } from "@/lib/garbage-collection/put-right-now";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { registryParam } from "@/lib/http/params";

export const POST = defineRoute({
  params: { registry: registryParam },
  handle: ({ actor, params }) => putRightNow(actor, params.registry),
});

export const { OPTIONS, GET, PUT, PATCH, DELETE } = otherMethods(["POST"]);
