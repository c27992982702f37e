// Loaded before the server: the framework's banner names addresses of its own before the console stands, and before it has
// said where it is. Everything else that it prints stays.
const banner = /^\s*(?:▲ Next\.js|- (?:Local|Network):|✓ (?:Starting|Ready in|Running next\.config))/;
const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

const print = console.log;
console.log = (...values) => {
  if (!banner.test(values.join(" ").replace(colours, ""))) print(...values);
};
