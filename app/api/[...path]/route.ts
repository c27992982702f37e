import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { defineRoute } from "@/lib/http/define-route";

// Without this route, an unknown API address would be answered with a page.
const answer = defineRoute({
  describe: null,
  query: z.looseObject({}),
  params: { path: z.array(z.string()) },
  handle: () => {
    throw new AppError("not-found", "The API has no such address.");
  },
});

export { answer as DELETE, answer as GET, answer as OPTIONS, answer as PATCH, answer as POST, answer as PUT };
