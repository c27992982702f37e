"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { queryKeyFor } from "@/components/api/query-keys";
import { DeleteTag, prefetchDeleteTag } from "@/components/deletion/delete-tag";
import { forgetImages } from "@/components/images/image-queries";
import { dropTag } from "@/components/tags/tags-queries";
import { Button } from "@/components/ui/button";
import { pagePaths } from "@/lib/contract/paths";

const onApproach = { onPointerEnter: prefetchDeleteTag, onFocus: prefetchDeleteTag };

type DeleteActionProps = {
  target: { registry: string; repository: string; tag: string };
  /** The digest that the page showed for the tag. */
  seenDigest: string;
};

/** The button that deletes the tag, with its dialog. */
export function DeleteAction({ target, seenDigest }: DeleteActionProps) {
  const t = useTranslations("image");
  const client = useQueryClient();
  const router = useRouter();
  const [deleting, setDeleting] = useState(false);
  const { registry, repository } = target;
  const onGone = (tag: string) => {
    dropTag(client, registry, repository, tag);
    forgetImages(client, registry, repository);
    void client.invalidateQueries({ queryKey: queryKeyFor("repositories", registry) });
    router.push(pagePaths.repository(registry, repository));
  };
  return (
    <>
      <Button variant="danger-quiet" {...onApproach} onClick={() => setDeleting(true)}>
        <Trash2 aria-hidden />
        {t("deleteTag")}
      </Button>
      {deleting ? (
        <DeleteTag
          target={target}
          seenDigest={seenDigest}
          onClose={() => setDeleting(false)}
          onGone={onGone}
          onUndone={() => void client.invalidateQueries({ queryKey: queryKeyFor("tags", registry) })}
        />
      ) : null}
    </>
  );
}
