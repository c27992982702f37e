import { useTranslations } from "next-intl";
import { lazy, Suspense } from "react";
import { ApiError } from "@/components/api/api-error";
import { Button, buttonClass } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { pagePaths } from "@/lib/contract/paths";
import type { ImageReference } from "./image-queries";

const TagHistory = lazy(() => import("./tag-history/tag-history").then(({ TagHistory }) => ({ default: TagHistory })));

type ImageFailureProps = {
  image: ImageReference;
  error: Error;
  retrying: boolean;
  onRetry: () => void;
  /** If a certain platform was asked for: shows any platform there is. */
  onAnyPlatform: (() => void) | null;
};

/** Why no image can be shown, and where to go from here. */
export function ImageFailure({ image, error, retrying, onRetry, onAnyPlatform }: ImageFailureProps) {
  const t = useTranslations("image");
  const { registry, repository, reference } = image;
  const isGone = error instanceof ApiError && error.code === "tag-not-found";
  return (
    <>
      <ProblemNotice
        error={error}
        what={isGone ? error.problem.title : t("unreadable", { reference: `${repository} ${reference}` })}
        onRetry={onRetry}
        retrying={retrying}
      />
      <p className="mt-3 flex flex-wrap gap-2">
        <Link href={pagePaths.repository(registry, repository)} className={buttonClass()}>
          {t("allTags", { repository })}
        </Link>
        {onAnyPlatform ? <Button onClick={onAnyPlatform}>{t("anyPlatform")}</Button> : null}
      </p>
      {isGone ? (
        <Suspense>
          <TagHistory of={{ registry, repository, tag: reference }} digest={null} />
        </Suspense>
      ) : null}
    </>
  );
}
