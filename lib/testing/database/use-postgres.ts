import { inject } from "vitest";

// Plain processes, which can't use Vitest's `inject`, open test databases too.
process.env.TEST_POSTGRES_URL = inject("postgresUrl");
