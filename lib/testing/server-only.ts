// Outside Next's bundler the "server-only" marker throws on import; tests run on the server by definition.
export {};
