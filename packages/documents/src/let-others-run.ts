/** Lets everything else in the process that waits for its turn have it, which a promise that is done already does not. */
export function letOthersRun(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
