import { z } from "zod";
import { addProtectionSchema, protectionQuerySchema, protectionSchema } from "@/lib/contract/protections";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { addProtection, listProtections } from "@/lib/protection/protections";

export const GET = defineRoute({
  describe: { summary: "The protections of a registry", answer: z.array(protectionSchema) },
  query: protectionQuerySchema,
  handle: ({ actor, query }) => listProtections(actor, query.registry),
});

export const POST = defineRoute({
  describe: { summary: "Protects tags from deletion", answer: protectionSchema, status: 201 },
  body: addProtectionSchema,
  handle: async ({ actor, body }) => Response.json(await addProtection(actor, body), { status: 201 }),
});

export const { OPTIONS, PUT, PATCH, DELETE } = otherMethods(["GET", "POST"]);
