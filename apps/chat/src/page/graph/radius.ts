/** Area grows with the number of facts, up to a size that leaves room for others. */
export function radiusOf(degree: number): number {
  return Math.min(22, 5 + 2.2 * Math.sqrt(degree));
}
