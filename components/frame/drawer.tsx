"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Dialog } from "radix-ui";
import { useEffect, useRef } from "react";
import { Sidebar, type SidebarProps } from "./sidebar";

/** The sidebar over the page, on a small screen. It closes when the page changes. */
export function Drawer({ onClose, ...sidebar }: SidebarProps & { onClose: () => void }) {
  const t = useTranslations("frame");
  const pathname = usePathname();
  const openedAt = useRef(pathname);

  useEffect(() => {
    if (openedAt.current !== pathname) onClose();
  }, [pathname, onClose]);

  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-veil md:hidden" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 w-70 max-w-[85vw] animate-appear bg-sunken shadow-float focus:outline-none md:hidden"
        >
          <Dialog.Title className="sr-only">{t("pages")}</Dialog.Title>
          <Sidebar {...sidebar} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
