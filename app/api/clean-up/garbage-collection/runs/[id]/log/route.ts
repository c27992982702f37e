import { followRunLog, lastPartSeen, runEvents } from "@/lib/garbage-collection/follow-run-log";
import { getRun } from "@/lib/garbage-collection/get-run";
import { readRunLog } from "@/lib/garbage-collection/read-run-log";
import { defineRoute } from "@/lib/http/define-route";
import { eventStream, wantsEvents } from "@/lib/http/event-stream";
import { otherMethods } from "@/lib/http/other-methods";
import { idParam } from "@/lib/http/params";

export const GET = defineRoute({
  describe: { summary: "The log of a run; live with Accept: text/event-stream", answer: "text/plain" },
  params: { id: idParam },
  handle: async ({ actor, params: { id }, request }) => {
    if (!wantsEvents(request))
      return new Response(await readRunLog(actor, id), { headers: { "content-type": "text/plain; charset=utf-8" } });
    await getRun(actor, id);
    const afterPart = lastPartSeen(request.headers.get("last-event-id"));
    return eventStream(request, actor, (signal) => runEvents(followRunLog(actor, id, { afterPart, signal })));
  },
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
