import { ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

/** Says that the list has changed, and shows the change when asked: nothing moves under the cursor by itself. */
export function NewRows({ onShow }: { onShow: () => void }) {
  const t = useTranslations("repository");
  return (
    <div role="status" className="pointer-events-none sticky top-24 z-20 flex h-0 justify-center">
      <Button size="sm" onClick={onShow} className="pointer-events-auto mt-1.5 shadow-float">
        <ArrowUp className="size-3.5" aria-hidden />
        {t("changed")}
      </Button>
    </div>
  );
}
