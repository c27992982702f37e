import { inject } from "vitest";

// Plain processes open test databases too, and know nothing of Vitest.
process.env.TEST_POSTGRES_URL = inject("postgresUrl");
