/** Returns the configuration lines with which CNCF Distribution, version 2 or 3, reports events to the console. */
export const notificationLines = (url: string, secret: string) => `notifications:
  endpoints:
    - name: shipshape
      url: ${url}
      headers:
        Authorization: [${JSON.stringify(`Bearer ${secret}`)}]
      timeout: 2s
      threshold: 5
      backoff: 1s
      ignoredmediatypes: [application/octet-stream]`;
