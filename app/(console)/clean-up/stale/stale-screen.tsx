"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { queryKeyFor } from "@/components/api/query-keys";
import { DeleteMany } from "@/components/deletion/delete-many";
import { StalePage } from "@/components/stale/stale-page";
import { readStaleNames } from "@/components/stale/stale-queries";
import type { StaleView } from "@/components/stale/stale-view";
import { toast } from "@/components/ui/overlay/toast";
import type { StaleItem, StaleNames } from "@/lib/contract/stale";

type StaleScreenProps = { registries: readonly string[]; mayDelete: boolean };
type Choice = StaleNames & { registry: string; repository: string };

/** The page of stale items, and the dialog that plans their deletion. */
export function StaleScreen({ registries, mayDelete }: StaleScreenProps) {
  const t = useTranslations("stale");
  const client = useQueryClient();
  const [choice, setChoice] = useState<Choice | null>(null);
  const { mutate } = useMutation({
    mutationFn: ({ view, item }: { view: StaleView; item: StaleItem }) => readStaleNames(view, item),
    onSuccess: (names, { view, item }) => setChoice({ ...names, registry: view.registry, repository: item.repository }),
    onError: () => toast({ title: t("unreadable"), tone: "red" }),
  });
  const onDelete = useCallback((view: StaleView, item: StaleItem) => mutate({ view, item }), [mutate]);
  const onChanged = () => void client.invalidateQueries({ queryKey: queryKeyFor("stale") });
  return (
    <>
      <StalePage registries={registries} onDelete={mayDelete ? onDelete : undefined} />
      {choice ? (
        <DeleteMany choice={choice} onClose={() => setChoice(null)} onDeleted={onChanged} onUndone={onChanged} />
      ) : null}
    </>
  );
}
