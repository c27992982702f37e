import { doctorQuerySchema, examinationSchema } from "@/lib/contract/doctor";
import { examineRegistry } from "@/lib/doctor/examine-registry";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { registryParam } from "@/lib/http/params";

export const GET = defineRoute({
  describe: { summary: "What is wrong with a registry, and what to do", answer: examinationSchema },
  params: { registry: registryParam },
  query: doctorQuerySchema,
  handle: ({ actor, params, query }) => examineRegistry(actor, params.registry, query),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
