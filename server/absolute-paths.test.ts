import { expect, test } from "vitest";
import { absolutePaths } from "./absolute-paths.mjs";

test("every variable with a path is made absolute, and no other", () => {
  const env = {
    REGISTRY_CA_FILE: "certs/ca.pem",
    ADMIN_PASSWORD_FILE: "/run/secrets/admin",
    TLS_KEY_FILE: "key.pem",
    DATA_DIR: "./data",
    SHIPSHAPE_CONFIG: "a.yaml",
    REGISTRY_USERNAME: "ann",
    REGISTRY_CLIENT_KEY_FILE: "",
  };
  expect(absolutePaths(env, "/home/ann")).toEqual({
    REGISTRY_CA_FILE: "/home/ann/certs/ca.pem",
    ADMIN_PASSWORD_FILE: "/run/secrets/admin",
    TLS_KEY_FILE: "/home/ann/key.pem",
    DATA_DIR: "/home/ann/data",
    SHIPSHAPE_CONFIG: "/home/ann/a.yaml",
  });
});
