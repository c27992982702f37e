"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { queryKeyFor } from "@/components/api/query-keys";
import { DeleteMany } from "@/components/deletion/delete-many";
import { CollectionPage } from "@/components/garbage-collection/collection-page";

type CollectionScreenProps = { registry: string; title: string; canRun: boolean; mayDelete: boolean };
type Choice = { registry: string; repository: string; tags: string[] };

/** The page of a registry's garbage collection, and the dialog that plans the deletion of broken images. */
export function CollectionScreen({ mayDelete, ...page }: CollectionScreenProps) {
  const [choice, setChoice] = useState<Choice | null>(null);
  const client = useQueryClient();
  const onChanged = () => void client.invalidateQueries({ queryKey: queryKeyFor("trash") });
  const onDelete = (repository: string, tags: string[]) => setChoice({ registry: page.registry, repository, tags });
  return (
    <>
      <CollectionPage {...page} onDelete={mayDelete ? onDelete : undefined} />
      {choice ? (
        <DeleteMany choice={choice} onClose={() => setChoice(null)} onDeleted={onChanged} onUndone={onChanged} />
      ) : null}
    </>
  );
}
