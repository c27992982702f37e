import { collectionScheduleSchema, scheduledCollectionSchema } from "@/lib/contract/garbage-collection";
import { getCollectionSchedule, setCollectionSchedule } from "@/lib/garbage-collection/collection-schedule";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { registryParam } from "@/lib/http/params";

const params = { registry: registryParam };

export const GET = defineRoute({
  describe: { summary: "When a registry is collected", answer: scheduledCollectionSchema },
  params,
  handle: ({ actor, params: { registry } }) => getCollectionSchedule(actor, registry),
});

export const PUT = defineRoute({
  describe: {
    summary: "Sets when a registry is collected",
    answer: scheduledCollectionSchema,
    errors: ["not-configured"],
  },
  params,
  body: collectionScheduleSchema,
  handle: ({ actor, params: { registry }, body }) => setCollectionSchedule(actor, registry, body),
});

export const DELETE = defineRoute({
  describe: {
    summary: "Removes the schedule of a registry",
    answer: scheduledCollectionSchema,
    errors: ["not-configured"],
  },
  params,
  handle: ({ actor, params: { registry } }) => setCollectionSchedule(actor, registry, null),
});

export const { OPTIONS, POST, PATCH } = otherMethods(["GET", "PUT", "DELETE"]);
