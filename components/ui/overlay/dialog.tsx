"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as RadixDialog } from "radix-ui";
import { type ComponentProps, type ReactNode, useRef } from "react";
import { Button } from "@/components/ui/button";

export const Dialog = RadixDialog.Root;

const widths = { sm: "max-w-md", md: "max-w-xl", lg: "max-w-3xl" };

/**
 * The harmless button gets the focus first, so that Enter destroys nothing; on closing, the focus returns to the
 * element that opened the dialog, or to the page if that is gone.
 */
function useDialogFocus() {
  const opener = useRef<HTMLElement | null>(null);
  return {
    onOpenAutoFocus: (event: Event) => {
      opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
      const content = event.currentTarget;
      const harmless = content instanceof HTMLElement && content.querySelector<HTMLElement>("[data-harmless]");
      if (!harmless) return;
      event.preventDefault();
      harmless.focus();
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      const target = opener.current?.isConnected ? opener.current : document.querySelector<HTMLElement>("main");
      target?.focus({ preventScroll: true });
    },
  };
}

type DialogContentProps = ComponentProps<typeof RadixDialog.Content> & { width?: keyof typeof widths };

export function DialogContent({ width = "sm", className, children, ...props }: DialogContentProps) {
  const t = useTranslations("ui.dialog");
  const focus = useDialogFocus();
  return (
    <RadixDialog.Portal>
      <RadixDialog.Overlay className="fixed inset-0 z-40 animate-appear bg-veil" />
      <RadixDialog.Content
        {...focus}
        className={clsx(
          "fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2",
          "animate-appear flex-col overflow-y-auto rounded-xl bg-panel p-5 shadow-float focus:outline-none",
          widths[width],
          className,
        )}
        {...props}
      >
        {children}
        <RadixDialog.Close asChild>
          <Button variant="ghost" size="icon-sm" className="absolute top-3.5 right-3.5">
            <X aria-hidden />
            <span className="sr-only">{t("close")}</span>
          </Button>
        </RadixDialog.Close>
      </RadixDialog.Content>
    </RadixDialog.Portal>
  );
}

export function DialogTitle({ className, ...props }: ComponentProps<typeof RadixDialog.Title>) {
  return <RadixDialog.Title className={clsx("pr-8 font-semibold text-lg", className)} {...props} />;
}

export function DialogDescription({ className, ...props }: ComponentProps<typeof RadixDialog.Description>) {
  return <RadixDialog.Description className={clsx("mt-1.5 text-muted", className)} {...props} />;
}

export function DialogFooter({ children }: { children: ReactNode }) {
  return <div className="mt-5 flex flex-wrap justify-end gap-2">{children}</div>;
}

/** The button that closes the dialog without doing anything; it has the focus when the dialog opens. */
export function DialogCancel({ children, ...props }: ComponentProps<typeof Button>) {
  return (
    <RadixDialog.Close asChild>
      <Button data-harmless {...props}>
        {children}
      </Button>
    </RadixDialog.Close>
  );
}
