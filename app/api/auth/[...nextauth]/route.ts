import { handleAuth } from "@/lib/http/handle-auth";

export const GET = handleAuth;
export const POST = handleAuth;
