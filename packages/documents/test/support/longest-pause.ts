/**
 * Watches how long this process works without coming to what else waits in it, in milliseconds. Counted in time of the processor, so
 * that other programs of the machine do not count.
 */
export function longestPause(): { readonly end: () => number } {
  let longest = 0;
  let last = process.cpuUsage();
  const look = (): void => {
    const { user, system } = process.cpuUsage(last);
    last = process.cpuUsage();
    longest = Math.max(longest, (user + system) / 1_000);
  };
  const timer = setInterval(look, 1);
  return {
    end: () => {
      clearInterval(timer);
      look();
      return longest;
    },
  };
}
