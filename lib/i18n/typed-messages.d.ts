import type messages from "@/messages/en.json";

declare module "next-intl" {
  interface AppConfig {
    Messages: Omit<typeof messages, "sentences">;
  }
}
