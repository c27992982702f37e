import "server-only";
import { getRequestConfig } from "next-intl/server";
import messages from "@/messages/en.json";

// Sentences are put into words where they are told (sentences.ts): no page carries them.
const { sentences: _, ...texts } = messages;

export default getRequestConfig(async () => ({ locale: "en", timeZone: "UTC", messages: texts }));
