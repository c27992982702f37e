import { createPerson } from "@/lib/auth/create-person";
import { listPeople } from "@/lib/auth/list-people";
import { newPersonSchema } from "@/lib/contract/people";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";

export const GET = defineRoute({
  handle: async ({ actor }) => ({ items: await listPeople(actor) }),
});

export const POST = defineRoute({
  body: newPersonSchema,
  handle: async ({ actor, body }) => Response.json(await createPerson(actor, body), { status: 201 }),
});

export const { OPTIONS, PUT, PATCH, DELETE } = otherMethods(["GET", "POST"]);
