"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { queryKeyFor } from "@/components/api/query-keys";
import { DeleteMany } from "@/components/deletion/delete-many";
import { DoctorPage } from "@/components/doctor/doctor-page";
import { hideRepository } from "@/components/tags/hidden-queries";
import { toast } from "@/components/ui/overlay/toast";

type DoctorScreenProps = { registry: string; title: string; mayDelete: boolean; mayRead: boolean };
type Choice = { registry: string; repository: string; tags: string[]; onlyDangling: true };

/** The page of a registry's problems, and the dialog that plans a repair. */
export function DoctorScreen({ registry, title, mayDelete, mayRead }: DoctorScreenProps) {
  const t = useTranslations("doctor");
  const client = useQueryClient();
  const [choice, setChoice] = useState<Choice | null>(null);
  const onChanged = () => void client.invalidateQueries({ queryKey: queryKeyFor("doctor", registry) });
  const { mutate: hide } = useMutation({
    mutationFn: async (repositories: string[]) => {
      for (const repository of repositories) await hideRepository(registry, repository);
    },
    onSuccess: (_, { length: count }) => toast({ title: t("hidden", { count }), tone: "green" }),
    onError: (error) => toast({ title: t("notHidden"), detail: error.message, tone: "red" }),
    onSettled: onChanged,
  });
  const onRemoveTags = (repository: string, tags: string[]) =>
    setChoice({ registry, repository, tags, onlyDangling: true });
  return (
    <>
      <DoctorPage
        registry={registry}
        title={title}
        mayRead={mayRead}
        mending={mayDelete ? { onRemoveTags, onHide: hide } : {}}
      />
      {choice ? (
        <DeleteMany choice={choice} onClose={() => setChoice(null)} onDeleted={onChanged} onUndone={onChanged} />
      ) : null}
    </>
  );
}
