"use client";

import { Ellipsis } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy-text";
import { MenuButton, type MenuEntry } from "@/components/ui/overlay/menu-button";
import { toast } from "@/components/ui/overlay/toast";
import { pagePaths } from "@/lib/contract/paths";
import type { Tag } from "@/lib/contract/tags";

type TagMenuProps = {
  registry: string;
  repository: string;
  tag: Tag;
  pullCommandOf: (tag: Tag) => string;
  onDelete: (tag: string) => void;
};

/** The menu of actions on a tag. */
export function TagMenu({ registry, repository, tag, pullCommandOf, onDelete }: TagMenuProps) {
  const t = useTranslations("repository.menu");
  const router = useRouter();
  const copy = async (text: string) => {
    if (await copyText(text)) toast({ title: t("copied"), detail: text, shownMs: 3000 });
    else toast({ title: t("notCopied"), detail: text, tone: "red" });
  };
  const entries = (): MenuEntry[] => [
    {
      id: "show",
      label: t("show"),
      icon: "show",
      onSelect: () => router.push(pagePaths.tag(registry, repository, tag.tag)),
    },
    {
      id: "history",
      label: t("history"),
      icon: "history",
      onSelect: () => router.push(pagePaths.tag(registry, repository, tag.tag, { tab: "history" })),
    },
    { id: "pull", label: t("copyPull"), icon: "terminal", onSelect: () => void copy(pullCommandOf(tag)) },
    {
      id: "digest",
      label: t("copyDigest"),
      icon: "copy",
      disabled: !tag.digest,
      onSelect: () => void copy(tag.digest ?? ""),
    },
    {
      id: "delete",
      label: t("delete"),
      icon: "delete",
      danger: true,
      opensDialog: true,
      onSelect: () => onDelete(tag.tag),
    },
  ];
  return (
    <MenuButton
      align="end"
      entries={entries}
      trigger={(button) => (
        <Button variant="ghost" size="icon-sm" aria-label={t("open", { tag: tag.tag })} {...button}>
          <Ellipsis aria-hidden />
        </Button>
      )}
    />
  );
}
