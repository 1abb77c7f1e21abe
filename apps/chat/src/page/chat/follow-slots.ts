/** How many tabs of a browser read a reply as it is written: a browser opens six connections to a server, and other requests need some. */
const slots = 3;

/** Does it while one of the slots is free, and says whether one was: else memory tells the reply when it is whole. */
export async function inFreeSlot(follow: () => Promise<void>): Promise<boolean> {
  for (let slot = 0; slot < slots; slot += 1) {
    const done = await navigator.locks.request(`pagefile-reply:${slot}`, { ifAvailable: true }, async (lock) => {
      if (lock) await follow();
      return lock !== null;
    });
    if (done) return true;
  }
  return false;
}
