import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { PageTexts } from "@/app/page-texts";
import { prefetchWithin } from "@/components/api/prefetch-within";
import { createQueryClient } from "@/components/api/query-client";
import { ConsoleFrame } from "@/components/frame/console-frame";
import { FrameActions } from "@/components/frame/frame-actions";
import { readTheme, themeCookie } from "@/components/frame/theme";
import { registriesQuery } from "@/components/registries/registries-queries";
import { RegistrySwitch } from "@/components/registries/registry-switch";
import { Search } from "@/components/search/search";
import { listRegistries } from "@/lib/catalog/list-registries";
import { listRegistryTitles } from "@/lib/catalog/list-registry-titles";
import { getPageActor } from "@/lib/http/page-actor";
import packageJson from "@/package.json";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const actor = await getPageActor();
  const theme = readTheme((await cookies()).get(themeCookie)?.value);
  const client = createQueryClient();
  await prefetchWithin([client.prefetchQuery({ ...registriesQuery(), queryFn: () => listRegistries(actor) })]);
  const registries = listRegistryTitles(actor);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTexts of={["overview.health", "search"]}>
        <ConsoleFrame
          registries={registries}
          search={
            <Search registries={registries.map(({ name, title }) => ({ name, title }))} username={actor.username}>
              <FrameActions registries={registries} theme={theme} />
            </Search>
          }
          registrySwitch={registries.length > 0 ? <RegistrySwitch /> : null}
          person={{ username: actor.username, role: actor.role }}
          theme={theme}
          version={packageJson.version}
        >
          {children}
        </ConsoleFrame>
      </PageTexts>
    </HydrationBoundary>
  );
}
