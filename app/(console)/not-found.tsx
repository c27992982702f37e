import { NotFound } from "@/components/frame/not-found";

export default NotFound;
