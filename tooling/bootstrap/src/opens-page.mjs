/** Commands of the program that show no page. */
const pageless = new Set(["ask", "search", "import", "extract", "verify", "rebuild", "help"]);
const without = new Set(["--no-web", "--help", "-h", "--version"]);

/** Whether a person will open the page of what is started. Without a terminal a chat reads one message a line, and serves none. */
export function opensPage(args, isTerminal) {
  if (args.some((arg) => without.has(arg))) return false;
  const command = args.find((arg) => arg === "serve" || pageless.has(arg));
  return command === undefined ? isTerminal : command === "serve";
}
