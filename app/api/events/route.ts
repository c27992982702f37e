import { followChanges } from "@/lib/catalog/follow-changes";
import { defineRoute } from "@/lib/http/define-route";
import { eventStream } from "@/lib/http/event-stream";
import { otherMethods } from "@/lib/http/other-methods";

export const GET = defineRoute({
  describe: {
    summary: "Server-sent events that say which lists have changed",
    answer: "text/event-stream",
    errors: ["too-many-live-views"],
  },
  handle: ({ actor, request }) =>
    eventStream(request, actor, async function* (signal) {
      for await (const change of followChanges(actor, signal)) yield { event: "changed", data: JSON.stringify(change) };
    }),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
