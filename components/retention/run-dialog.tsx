import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogCancel,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogTitle,
} from "@/components/ui/overlay/dialog";
import { TextField } from "@/components/ui/text-field";
import type { Preview } from "@/lib/contract/policies";

const fewTags = 20;

type RunDialogProps = { preview: Preview; onClose: () => void; onRun: () => void };

/** Shows what a run deletes before it can be started. */
export function RunDialog({ preview, onClose, onRun }: RunDialogProps) {
  const t = useTranslations("policies.confirm");
  const [typed, setTyped] = useState("");
  const { deletes, repositories } = preview;
  const touched = repositories.filter((repository) => repository.deletes > 0);
  const wanted = deletes > fewTags ? String(deletes) : "";
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent>
        <DialogTitle>{t("title", { count: deletes })}</DialogTitle>
        <DialogDescription>{t("where", { count: touched.length })}</DialogDescription>
        <ul className="mt-3 flex list-disc flex-col gap-1.5 pl-5">
          {touched.slice(0, 5).map(({ repository, deletes: count }) => (
            <li key={repository}>{t("of", { count, repository })}</li>
          ))}
          {touched.length > 5 ? <li>{t("more", { count: touched.length - 5 })}</li> : null}
          <li>{t("undo")}</li>
        </ul>
        {wanted ? (
          <TextField
            label={t("type", { count: wanted })}
            value={typed}
            inputMode="numeric"
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
            className="mt-4"
          />
        ) : null}
        <DialogFooter>
          <DialogCancel>{t("keep")}</DialogCancel>
          <Button
            variant="danger"
            disabled={typed.trim() !== wanted}
            onClick={() => {
              onClose();
              onRun();
            }}
          >
            <Trash2 aria-hidden />
            {t("delete", { count: deletes })}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
