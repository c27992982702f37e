"use client";

import { Box, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { CommandLine } from "@/components/ui/command-line";
import { EmptyState } from "@/components/ui/empty-state";

type NoRepositoriesProps = { query: string | undefined; pullHost: string; onClear: () => void };

export function NoRepositories({ query, pullHost, onClear }: NoRepositoriesProps) {
  const t = useTranslations("repositories");
  if (query) {
    return (
      <EmptyState icon={SearchX} title={t("noMatch", { query })}>
        <p>{t("noMatchDetail")}</p>
        <Button size="sm" onClick={onClear}>
          {t("clearSearch")}
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={Box} title={t("empty")}>
      <p>{t("emptyDetail")}</p>
      <CommandLine value={pushLines(pullHost)} />
    </EmptyState>
  );
}

/** Returns the commands that push a first image to the registry. */
function pushLines(pullHost: string): string {
  const image = `${pullHost}/team/hello:1.0`;
  return ["docker pull hello-world", `docker tag hello-world ${image}`, `docker push ${image}`].join("\n");
}
