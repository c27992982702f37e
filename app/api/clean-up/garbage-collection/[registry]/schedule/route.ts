import { collectionScheduleSchema } from "@/lib/contract/garbage-collection";
import { getCollectionSchedule, setCollectionSchedule } from "@/lib/garbage-collection/collection-schedule";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { registryParam } from "@/lib/http/params";

const params = { registry: registryParam };

export const GET = defineRoute({
  params,
  handle: ({ actor, params: { registry } }) => getCollectionSchedule(actor, registry),
});

export const PUT = defineRoute({
  params,
  body: collectionScheduleSchema,
  handle: ({ actor, params: { registry }, body }) => setCollectionSchedule(actor, registry, body),
});

export const DELETE = defineRoute({
  params,
  handle: ({ actor, params: { registry } }) => setCollectionSchedule(actor, registry, null),
});

export const { OPTIONS, POST, PATCH } = otherMethods(["GET", "PUT", "DELETE"]);
