// Imported before the framework, whose banner names its own addresses before the console is ready and has printed its
// address. Everything else that it prints stays.
const banner = /^\s*(?:▲ Next\.js|- (?:Local|Network):|✓ (?:Starting|Ready in|Running next\.config))/;
const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

const print = console.log;
console.log = (...values) => {
  if (!banner.test(values.join(" ").replace(colours, ""))) print(...values);
};
