import { z } from "zod";

export const apiDocumentSchema = z.looseObject({ openapi: z.literal("3.1.0") });

/** The version of the API, in the header `x-api-version` of every answer; additions don't change it. */
export const apiVersion = "1";
