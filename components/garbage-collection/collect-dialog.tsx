"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ByteSize } from "@/components/ui/byte-size";
import { Notice } from "@/components/ui/notice";
import {
  Dialog,
  DialogCancel,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogTitle,
} from "@/components/ui/overlay/dialog";
import { Timestamp } from "@/components/ui/timestamp";
import type { Collector, Run } from "@/lib/contract/garbage-collection";
import { formatCount } from "@/lib/format/count";
import { shortDigest } from "@/lib/oci/digest";
import { endangeredQuery } from "./garbage-collection-queries";

type CollectDialogProps = {
  registry: string;
  title: string;
  whileCollecting: Collector["whileCollecting"];
  /** Whether broken images are accepted. */
  acceptBroken?: boolean;
  removeUntagged: boolean;
  /** The last dry run, if nothing was collected since. */
  found: Run | undefined;
  onCollect: () => void;
  onClose: () => void;
};

/** Explains what a collection does before it can be started. */
export function CollectDialog(props: CollectDialogProps) {
  const { registry, title, whileCollecting, acceptBroken, removeUntagged, found, onCollect, onClose } = props;
  const t = useTranslations("garbageCollection.confirm");
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent>
        <DialogTitle>{t("title", { title })}</DialogTitle>
        <DialogDescription>
          {found && found.blobsEligible !== null && found.removeUntagged === removeUntagged
            ? t.rich("found", {
                blobs: formatCount(found.blobsEligible),
                size: () => <ByteSize bytes={found.reclaimableBytes} className="font-[550] text-text" />,
                time: () => <Timestamp value={found.finishedAt} />,
              })
            : t("notLooked")}
        </DialogDescription>
        <ul className="mt-3 flex list-disc flex-col gap-1.5 pl-5">
          <li>{t("removes")}</li>
          {removeUntagged ? <li className="text-red">{t("untagged")}</li> : null}
          {acceptBroken ? <li className="text-red">{t("acceptBroken")}</li> : null}
          <li>{t(`while.${whileCollecting}`)}</li>
          <li>{t(whileCollecting === "online" || whileCollecting === "delegated" ? "looksAround" : "looksAgain")}</li>
          <li>{t("final")}</li>
        </ul>
        <Endangered registry={registry} removeUntagged={removeUntagged} />
        <DialogFooter>
          <DialogCancel>{t("cancel")}</DialogCancel>
          <Button
            variant={removeUntagged || acceptBroken ? "danger" : "primary"}
            onClick={() => {
              onClose();
              onCollect();
            }}
          >
            {t(removeUntagged ? "collectUntagged" : "collect")}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

/** The deleted items that can be restored now, but not after this collection. */
function Endangered({ registry, removeUntagged }: { registry: string; removeUntagged: boolean }) {
  const t = useTranslations("garbageCollection.confirm");
  const { data } = useQuery(endangeredQuery(registry, removeUntagged));
  if (!data || data.total === 0) return null;
  const names = data.items.map(({ repository, tag, digest }) => `${repository}:${tag ?? shortDigest(digest ?? "")}`);
  return (
    <Notice tone="amber" className="mt-4" title={t("endangered", { count: data.total })}>
      <span className="wrap-anywhere">{names.join(", ")}</span>
      {data.total > names.length ? ` ${t("endangeredMore", { count: data.total - names.length })}` : null}
    </Notice>
  );
}
