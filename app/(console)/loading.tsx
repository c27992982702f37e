import { PageSkeleton } from "@/components/frame/page-skeleton";

export default PageSkeleton;
