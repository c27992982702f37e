import type { Metadata } from "next";
import { ImagePage } from "@/app/(console)/r/[registry]/[repository]/image-page";
import { getPageParams, registryParam, repositoryParam, tagParam } from "@/lib/http/params";

type Props = {
  params: Promise<{ registry: string; repository: string; tag: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const shape = { registry: registryParam, repository: repositoryParam, tag: tagParam };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { repository, tag } = await getPageParams(params, shape);
  return { title: `${repository}:${tag}` };
}

export default async function TagPage({ params, searchParams }: Props) {
  const { registry, repository, tag } = await getPageParams(params, shape);
  return <ImagePage registry={registry} repository={repository} searchParams={searchParams} reference={tag} />;
}
