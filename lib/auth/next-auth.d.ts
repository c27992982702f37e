import type { Role } from "@/lib/contract/people";

declare module "next-auth" {
  interface User {
    id: string;
    sessionId: string;
  }
  interface Session {
    expires: string;
    user: { name: string; role: Role };
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    sub?: string;
    sid?: string;
  }
}
