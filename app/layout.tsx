import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { connection } from "next/server";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { QueryProvider } from "@/components/api/query-provider";
import { StyleNonce } from "@/components/frame/style-nonce";
import { readTheme, themeCookie } from "@/components/frame/theme";
import { Toaster } from "@/components/ui/overlay/toaster";
import { basePath, basePathAttribute } from "@/lib/contract/base-path";
import { pageAt } from "@/lib/contract/paths";
import { commonTexts, pickTexts } from "./page-texts";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("app");
  return {
    title: { default: t("name"), template: `%s · ${t("name")}` },
    referrer: "no-referrer",
    icons: pageAt("/icon.svg"),
  };
}

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page carries its own nonce in the content security policy, so no page can be rendered in advance.
  await connection();
  const below = basePath() ? { [basePathAttribute]: basePath() } : {};
  const theme = readTheme((await cookies()).get(themeCookie)?.value);
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme} {...below}>
      <body>
        <StyleNonce />
        <NextIntlClientProvider messages={pickTexts(await getMessages(), commonTexts)}>
          <QueryProvider>
            {children}
            <Toaster />
          </QueryProvider>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
