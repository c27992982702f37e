import { createTeam, listTeams } from "@/lib/access/teams";
import { putTeamSchema, teamListSchema, teamSchema } from "@/lib/contract/access";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";

export const GET = defineRoute({
  describe: { summary: "The teams of the caller; all of them for administrators and auditors", answer: teamListSchema },
  handle: async ({ actor }) => ({ items: await listTeams(actor) }),
});

export const POST = defineRoute({
  describe: { summary: "Makes a team", answer: teamSchema, status: 201, errors: ["conflict"] },
  body: putTeamSchema,
  handle: async ({ actor, body }) => Response.json(await createTeam(actor, body), { status: 201 }),
});

export const { OPTIONS, PUT, PATCH, DELETE } = otherMethods(["GET", "POST"]);
