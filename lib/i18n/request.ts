import "server-only";
import { getRequestConfig } from "next-intl/server";
import messages from "@/messages/en.json";

// The server puts sentences into words (sentences.ts), so pages don't carry them.
const { sentences: _, ...texts } = messages;

export default getRequestConfig(async () => ({ locale: "en", timeZone: "UTC", messages: texts }));
