import { useMutation, useQueryClient } from "@tanstack/react-query";
import { SearchX, ShieldCheck, Tag } from "lucide-react";
import { useTranslations } from "next-intl";
import { queryKeyFor } from "@/components/api/query-keys";
import { Button, buttonClass } from "@/components/ui/button";
import { CommandLine } from "@/components/ui/command-line";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { toast } from "@/components/ui/overlay/toast";
import { pagePaths } from "@/lib/contract/paths";
import type { AttachedTags } from "@/lib/contract/tags";
import { AttachedWords, countAttachedTags, referrerQuery } from "./attached-words";
import { hideRepository } from "./hidden-queries";
import { isFiltered, type TagsView } from "./tags-view";

type NoTagsProps = {
  registry: string;
  mayHide: boolean;
  pullHost: string;
  repository: string;
  view: TagsView;
  attached: AttachedTags | undefined;
  onClear: () => void;
};

/** Replaces the rows: how to push a first tag, or how to see all tags again. */
export function NoTags({ registry, mayHide, pullHost, repository, view, attached, onClear }: NoTagsProps) {
  const t = useTranslations("repository");
  if (isFiltered(view)) {
    const { query } = view;
    return (
      <EmptyState icon={SearchX} title={query === "" ? t("noMatchOfFilters") : t("noMatch", { query })}>
        <p>{query === "" ? t("noMatchOfFiltersDetail") : t("noMatchDetail")}</p>
        <Button size="sm" onClick={onClear}>
          {t("clearSearch")}
        </Button>
      </EmptyState>
    );
  }
  if (attached && countAttachedTags(attached) > 0)
    return (
      <EmptyState icon={ShieldCheck} title={t("attachedTags.only")}>
        <p>
          <AttachedWords attached={attached} />. {t("attachedTags.onlyDetail")}
        </p>
        <Link
          href={pagePaths.repository(registry, repository, { query: referrerQuery })}
          className={buttonClass({ size: "sm" })}
        >
          {t("attachedTags.show")}
        </Link>
      </EmptyState>
    );
  const image = `${pullHost}/${repository}:1.0`;
  return (
    <EmptyState icon={Tag} title={t("empty")}>
      <p>{t("emptyDetail")}</p>
      <CommandLine value={`docker build -t ${image} .\ndocker push ${image}`} />
      {mayHide ? <HideButton registry={registry} repository={repository} /> : null}
    </EmptyState>
  );
}

/** A registry such as CNCF Distribution never forgets a name, so users can hide it. */
function HideButton({ registry, repository }: { registry: string; repository: string }) {
  const t = useTranslations("repository");
  const client = useQueryClient();
  const hide = useMutation({
    mutationFn: () => hideRepository(registry, repository),
    onSuccess: () => {
      toast({ title: t("hidden", { repository }) });
      void client.invalidateQueries({ queryKey: queryKeyFor("repositories", registry) });
    },
    onError: (error) => toast({ title: error.message, tone: "red" }),
  });
  return (
    <Button size="sm" onClick={() => hide.mutate()} disabled={hide.isPending}>
      {t("hide")}
    </Button>
  );
}
