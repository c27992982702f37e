import { z } from "zod";
import { findClientAddress } from "@/lib/http/client-address";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { readOrDrainBody } from "@/lib/http/read-body";
import { requireNotificationSecret } from "@/lib/notifications/notification-secret";
import { maxNotificationBytes, receiveNotifications } from "@/lib/notifications/receive-notifications";

export const POST = defineRoute({
  describe: {
    summary: "Receives the notifications of a registry, with its secret",
    answer: "empty",
    status: 202,
    errors: ["unauthenticated"],
  },
  params: { registry: z.string() },
  query: z.looseObject({}),
  public: true,
  admit: ({ headers }, { registry }) => requireNotificationSecret(registry, headers, findClientAddress(headers)),
  handle: async ({ params, request }) => {
    await receiveNotifications(params.registry, await readOrDrainBody(request, maxNotificationBytes));
    return new Response(null, { status: 202 });
  },
});

export const { OPTIONS, GET, PUT, PATCH, DELETE } = otherMethods(["POST"]);
