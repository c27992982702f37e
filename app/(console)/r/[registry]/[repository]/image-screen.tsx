"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ApiError } from "@/components/api/api-error";
import { ImageFailure } from "@/components/images/image-failure";
import { ImageMoved } from "@/components/images/image-moved";
import { manifestQuery } from "@/components/images/image-queries";
import { ImageSkeleton } from "@/components/images/image-skeleton";
import { ImageView } from "@/components/images/image-view";
import { PullCommandBox } from "@/components/pull-command/pull-command-box";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useFirst } from "@/components/ui/use-first";
import { useUrlQuery } from "@/components/ui/use-url-query";
import { DeleteAction } from "./delete-action";

type ImageScreenProps = {
  registry: string;
  repository: string;
  /** A tag or a digest. */
  reference: string;
  pullHost: string;
  plainHttp: boolean;
};

/** The image page: its contents, how to pull it and, for a tag, the dialog that deletes it. */
export function ImageScreen({ registry, repository, reference, pullHost, plainHttp }: ImageScreenProps) {
  const t = useTranslations("image");
  const [address, changeAddress] = useUrlQuery();
  const platform = address.get("platform");
  const image = useQuery(manifestQuery({ registry, repository, reference }, platform));
  const { data: manifest, error } = image;
  const shownFirst = useFirst(manifest?.digest);
  const [reverted, setReverted] = useState<string>();

  if (error && (!manifest || isGone(error))) {
    return (
      <ImageFailure
        image={{ registry, repository, reference }}
        error={error}
        retrying={image.isFetching}
        onRetry={() => void image.refetch()}
        onAnyPlatform={platform === null ? null : () => changeAddress({ platform: null })}
      />
    );
  }
  if (!manifest) return <ImageSkeleton />;

  const { tag, digest, kind, artifactType, selected } = manifest;
  const chosen = platform !== null && kind === "index" ? (selected?.platform ?? null) : null;
  // A user who moved the tag on this page has seen what it names now.
  const seen = (reverted === digest ? digest : shownFirst) ?? digest;
  return (
    <>
      {error ? (
        <ProblemNotice
          error={error}
          what={t("notChecked")}
          onRetry={() => void image.refetch()}
          retrying={image.isFetching}
          className="mb-3"
        />
      ) : null}
      <ImageMoved manifest={manifest} before={seen} />
      <ImageView
        manifest={manifest}
        platform={platform}
        tab={address.get("tab")}
        onReverted={setReverted}
        pullBox={
          <PullCommandBox
            target={{ pullHost, plainHttp, repository, tag, digest, kind, artifactType, platform: chosen }}
          />
        }
        actions={tag === null ? null : <DeleteAction target={{ registry, repository, tag }} seenDigest={seen} />}
      />
    </>
  );
}

/**
 * Returns whether the registry itself reports that this doesn't exist, or the address asks for what the image lacks.
 */
function isGone(error: Error): boolean {
  const codes = [
    "tag-not-found",
    "manifest-not-found",
    "repository-not-found",
    "registry-not-found",
    "invalid-request",
  ];
  return error instanceof ApiError && codes.includes(error.code ?? "");
}
