import { listRegistries } from "@/lib/catalog/list-registries";
import { defineRoute } from "@/lib/http/define-route";

export const GET = defineRoute({ handle: ({ actor }) => listRegistries(actor) });
