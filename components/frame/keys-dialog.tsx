"use client";

import { useTranslations } from "next-intl";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/overlay/dialog";

const keys = [
  { id: "search", keys: ["/"] },
  { id: "searchAlways", keys: ["Ctrl", "K"] },
  { id: "filter", keys: ["f"] },
  { id: "repositories", keys: ["g", "r"] },
  { id: "overview", keys: ["g", "o"] },
  { id: "storage", keys: ["g", "s"] },
  { id: "doctor", keys: ["g", "d"] },
  { id: "collection", keys: ["g", "c"] },
  { id: "rows", keys: ["j", "k"] },
  { id: "open", keys: ["Enter"] },
  { id: "list", keys: ["?"] },
] as const;

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("frame.keys");
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent>
        <DialogTitle>{t("title")}</DialogTitle>
        <DialogDescription>{t("detail")}</DialogDescription>
        <dl className="mt-4 grid grid-cols-[1fr_auto] gap-y-2">
          {keys.map((entry) => (
            <div key={entry.id} className="contents">
              <dt>{t(entry.id)}</dt>
              <dd className="flex justify-end gap-1">
                {entry.keys.map((key) => (
                  <kbd
                    key={key}
                    className="min-w-6 rounded border border-line-strong px-1.5 text-center text-muted text-xs leading-5"
                  >
                    {key}
                  </kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </DialogContent>
    </Dialog>
  );
}
