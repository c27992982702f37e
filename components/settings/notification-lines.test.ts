import { expect, test } from "vitest";
import { parse } from "yaml";
import { notificationLines } from "./notification-lines";

test("the lines are YAML that says what was meant, whatever signs the secret has", () => {
  const [url, secret] = ["https://console.example.com/api/hooks/registry/main", `a'b"c\\d#e: [f]`];
  expect(parse(notificationLines(url, secret))).toEqual({
    notifications: {
      endpoints: [
        {
          name: "shipshape",
          url,
          headers: { Authorization: [`Bearer ${secret}`] },
          timeout: "2s",
          threshold: 5,
          backoff: "1s",
          ignoredmediatypes: ["application/octet-stream"],
        },
      ],
    },
  });
});
