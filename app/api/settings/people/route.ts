import { createPerson } from "@/lib/auth/create-person";
import { listPeople } from "@/lib/auth/list-people";
import { newPersonSchema, personListSchema, personSchema } from "@/lib/contract/people";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";

export const GET = defineRoute({
  describe: { summary: "All accounts", answer: personListSchema },
  handle: async ({ actor }) => ({ items: await listPeople(actor) }),
});

export const POST = defineRoute({
  describe: { summary: "Creates an account", answer: personSchema, status: 201, errors: ["person-exists"] },
  body: newPersonSchema,
  handle: async ({ actor, body }) => Response.json(await createPerson(actor, body), { status: 201 }),
});

export const { OPTIONS, PUT, PATCH, DELETE } = otherMethods(["GET", "POST"]);
