import type { Metadata } from "next";
import { ImagePage } from "@/app/(console)/r/[registry]/[repository]/image-page";
import { digestParam, getPageParams, registryParam, repositoryParam } from "@/lib/http/params";
import { shortDigest } from "@/lib/oci/digest";

type Props = {
  params: Promise<{ registry: string; repository: string; digest: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const shape = { registry: registryParam, repository: repositoryParam, digest: digestParam };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { repository, digest } = await getPageParams(params, shape);
  return { title: `${repository}@${shortDigest(digest)}` };
}

export default async function ManifestPage({ params, searchParams }: Props) {
  const { registry, repository, digest } = await getPageParams(params, shape);
  return <ImagePage registry={registry} repository={repository} searchParams={searchParams} reference={digest} />;
}
