const networkTrouble =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET|network|fetch failed|error sending request|dns error/i;

/** Turns the output of a failed install into something a person can act on. */
export function explainFailure(output) {
  if (/ENOSPC|No space left/i.test(output)) return "The disk is full: the dependencies could not be installed.";
  if (/ERR_PNPM_OUTDATED_LOCKFILE/.test(output)) {
    return "pnpm-lock.yaml does not match the package.json files. Run `npx pnpm@12 install` and commit the lockfile.";
  }
  if (networkTrouble.test(output)) {
    return "The npm registry could not be reached, so the dependencies are not installed. Check the network (and `npm config get registry`), then run the command again.";
  }
  const lines = output.trim().split("\n").slice(-15);
  return `The dependencies could not be installed:\n\n${lines.join("\n")}\n\nThe whole output is in .bootstrap/last-install.log.`;
}
