"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { queryKeyFor } from "@/components/api/query-keys";
import { DeleteMany } from "@/components/deletion/delete-many";
import { DeleteTag, prefetchDeleteTag } from "@/components/deletion/delete-tag";
import { forgetImages } from "@/components/images/image-queries";
import { type PullTarget, pullCommand } from "@/components/pull-command/pull-command";
import { PullCommandBox } from "@/components/pull-command/pull-command-box";
import { rememberedTool } from "@/components/pull-command/use-pull-tool";
import { TagList } from "@/components/tags/tag-list";
import { dropTag } from "@/components/tags/tags-queries";
import type { TagChoice } from "@/components/tags/use-tag-selection";
import type { Tag } from "@/lib/contract/tags";

type RepositoryScreenProps = {
  registry: string;
  repository: string;
  pullHost: string;
  plainHttp: boolean;
  mayDelete: boolean;
};

/** The repository page: its tags, how to pull them, and the dialog that deletes one. */
export function RepositoryScreen({ registry, repository, pullHost, plainHttp, mayDelete }: RepositoryScreenProps) {
  const client = useQueryClient();
  const [deleting, setDeleting] = useState<string | null>(null);
  const [choice, setChoice] = useState<TagChoice | null>(null);
  const [changes, setChanges] = useState(0);

  const targetOf = useCallback(
    ({ tag, digest, kind, artifactType }: Tag): PullTarget => {
      return { pullHost, plainHttp, repository, tag, digest, kind, artifactType, platform: null };
    },
    [pullHost, plainHttp, repository],
  );
  const pullCommandOf = useCallback((tag: Tag) => pullCommand(rememberedTool(tag), targetOf(tag), "tag"), [targetOf]);
  const onChanged = () => {
    forgetImages(client, registry, repository);
    for (const queryKey of [queryKeyFor("tags", registry), queryKeyFor("repositories", registry)])
      void client.invalidateQueries({ queryKey });
    setChanges((count) => count + 1);
  };
  const onGone = (tag: string) => {
    dropTag(client, registry, repository, tag);
    onChanged();
    setDeleting(null);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: whoever deletes a tag has the focus on its row or menu first
    <div onFocus={prefetchDeleteTag}>
      <TagList
        registry={registry}
        repository={repository}
        pullHost={pullHost}
        changes={changes}
        pullCommandOf={pullCommandOf}
        pullBox={(tag) => (tag ? <PullCommandBox target={targetOf(tag)} /> : null)}
        onDelete={setDeleting}
        onDeleteMany={mayDelete ? setChoice : undefined}
      />
      {deleting === null ? null : (
        <DeleteTag
          target={{ registry, repository, tag: deleting }}
          onClose={() => setDeleting(null)}
          onGone={onGone}
          onUndone={onChanged}
        />
      )}
      {choice === null ? null : (
        <DeleteMany
          choice={{ registry, repository, ...choice }}
          onClose={() => setChoice(null)}
          onDeleted={onChanged}
          onUndone={onChanged}
        />
      )}
    </div>
  );
}
