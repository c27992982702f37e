import { brokenImageSchema } from "@/lib/contract/garbage-collection";
import { listSchema } from "@/lib/contract/list";
import { listBrokenImages } from "@/lib/garbage-collection/list-broken-images";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { idParam } from "@/lib/http/params";

export const GET = defineRoute({
  describe: { summary: "Images that a run found incomplete", answer: listSchema(brokenImageSchema) },
  params: { id: idParam },
  handle: ({ actor, params }) => listBrokenImages(actor, params.id),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
