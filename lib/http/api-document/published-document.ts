import "server-only";
import { cookieName } from "@/lib/auth/cookies";
import { basePath } from "@/lib/contract/base-path";
import document from "./openapi.json";

/** Returns the description of the API as it is at this console: its base path, and the name of its session cookie. */
export function publishedDocument() {
  const { securitySchemes, ...components } = document.components;
  return {
    ...document,
    servers: [{ url: basePath() || "/" }],
    components: {
      ...components,
      securitySchemes: { session: { ...securitySchemes.session, name: cookieName("session") } },
    },
  };
}
