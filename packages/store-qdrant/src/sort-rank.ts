import type { AttributeValue } from "@pagefile/core/contracts";

/**
 * A whole number below 2^48 that grows with the value: what the server's integer index can tell of the order of texts and
 * numbers. Equal ranks say nothing; the beginning of a text is its first six bytes, that of a number all but its last digits.
 */
export function sortRank(value: string | number): number {
  return typeof value === "string" ? textRank(value) : numberRank(value);
}

/** What has a rank: an attribute's name with the type of the value, as values of two types are never compared. */
export function rankOwner(attribute: string, value: AttributeValue): string {
  return JSON.stringify([attribute, typeof value]);
}

const rankBytes = 6;
const signBit = 2 ** 47;

/** UTF-8 orders as code points do. */
function textRank(text: string): number {
  const bytes = new TextEncoder().encode(text.slice(0, rankBytes));
  return Array.from({ length: rankBytes }).reduce<number>((rank, _, at) => rank * 256 + (bytes[at] ?? 0), 0);
}

/** The bits of a double order as the number does, once those of negative ones are turned round. */
function numberRank(number: number): number {
  const view = new DataView(new ArrayBuffer(8));
  // -0 equals 0.
  view.setFloat64(0, number === 0 ? 0 : number);
  const bits = view.getUint32(0) * 65_536 + view.getUint16(4);
  return bits >= signBit ? 2 * signBit - 1 - bits : bits + signBit;
}
