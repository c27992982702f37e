"use client";

import { Copy, Ellipsis, ExternalLink, Terminal, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { DropdownMenu } from "radix-ui";
import { type ReactNode, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy-text";
import { toast } from "@/components/ui/toast";
import { pagePaths } from "@/lib/contract/paths";
import type { Tag } from "@/lib/contract/tags";

type TagMenuProps = {
  registry: string;
  repository: string;
  tag: Tag;
  pullCommandOf: (tag: Tag) => string;
  onDelete: (tag: string) => void;
};

/** What can be done with a tag. The menu is made when it is first asked for: a long table has many of them. */
export function TagMenu(props: TagMenuProps) {
  const t = useTranslations("repository.menu");
  const [asked, setAsked] = useState(false);
  if (asked) return <OpenTagMenu {...props} />;
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={t("open", { tag: props.tag.tag })}
      aria-haspopup="menu"
      aria-expanded={false}
      onClick={() => setAsked(true)}
      onKeyDown={(event) => {
        if (event.key !== "ArrowDown") return;
        event.preventDefault();
        setAsked(true);
      }}
    >
      <Ellipsis aria-hidden />
    </Button>
  );
}

function OpenTagMenu({ registry, repository, tag, pullCommandOf, onDelete }: TagMenuProps) {
  const t = useTranslations("repository.menu");
  const router = useRouter();
  const trigger = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  const copy = async (text: string) => {
    if (await copyText(text)) toast({ title: t("copied"), detail: text, shownMs: 3000 });
    else toast({ title: t("notCopied"), detail: text, tone: "red" });
  };
  return (
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger asChild>
        <Button variant="ghost" size="icon-sm" ref={trigger} aria-label={t("open", { tag: tag.tag })}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            trigger.current?.focus();
            // Only now, so that the dialog gives the focus back to the button and not to an item that is gone.
            if (asked.current) onDelete(tag.tag);
            asked.current = false;
          }}
          className="z-50 min-w-52 animate-appear rounded-lg bg-panel p-1 shadow-float"
        >
          <Item icon={<ExternalLink />} onSelect={() => router.push(pagePaths.tag(registry, repository, tag.tag))}>
            {t("show")}
          </Item>
          <Item icon={<Terminal />} onSelect={() => void copy(pullCommandOf(tag))}>
            {t("copyPull")}
          </Item>
          <Item icon={<Copy />} disabled={!tag.digest} onSelect={() => void copy(tag.digest ?? "")}>
            {t("copyDigest")}
          </Item>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <Item
            icon={<Trash2 />}
            danger
            onSelect={() => {
              asked.current = true;
            }}
          >
            {t("delete")}
          </Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

type ItemProps = {
  icon: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
  children: ReactNode;
};

function Item({ icon, danger, disabled, onSelect, children }: ItemProps) {
  return (
    <DropdownMenu.Item
      disabled={disabled ?? false}
      onSelect={onSelect}
      className={`flex cursor-default items-center gap-2.5 rounded-md px-2.5 py-1.5 outline-none data-disabled:text-faint data-highlighted:bg-sunken [&_svg]:size-4 ${danger ? "text-red" : ""}`}
    >
      {icon}
      {children}
    </DropdownMenu.Item>
  );
}
