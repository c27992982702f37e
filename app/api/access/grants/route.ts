import { addGrant, listGrants } from "@/lib/access/grants";
import { addGrantSchema, grantListSchema, grantQuerySchema, grantSchema } from "@/lib/contract/access";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";

export const GET = defineRoute({
  describe: { summary: "The grants that the caller may change; all of them for auditors", answer: grantListSchema },
  query: grantQuerySchema,
  handle: async ({ actor, query }) => ({ items: await listGrants(actor, query) }),
});

export const POST = defineRoute({
  describe: {
    summary: "Gives a person, a team or everybody a role for the repositories that match a pattern",
    answer: grantSchema,
    status: 201,
    errors: ["registry-not-found"],
  },
  body: addGrantSchema,
  handle: async ({ actor, body }) => Response.json(await addGrant(actor, body), { status: 201 }),
});

export const { OPTIONS, PUT, PATCH, DELETE } = otherMethods(["GET", "POST"]);
