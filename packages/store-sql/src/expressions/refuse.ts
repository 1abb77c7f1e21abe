import { PagefileError } from "@pagefile/core/contracts";

/** Turns a query down, in a sentence its writer can act on. */
export function refuse(sentence: string): never {
  throw new PagefileError("STORE_REJECTED", sentence);
}

/** Names, the nearest first where one was probably meant. */
export function meant(name: string, names: readonly string[]): string {
  const near = names.find((known) => letters(known) === letters(name)) ?? names.find((known) => isNear(known, name));
  return near === undefined ? "" : ` Did you mean ${near}?`;
}

function isNear(known: string, name: string): boolean {
  const [a, b] = [letters(known), letters(name)];
  return a.length > 2 && b.length > 2 && (a.startsWith(b) || b.startsWith(a) || differsInOne(a, b));
}

function letters(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/** Whether one letter more, less or other, or two in the other order, make one of the other. */
function differsInOne(a: string, b: string): boolean {
  let from = 0;
  while (from < a.length && a[from] === b[from]) from += 1;
  const [restA, restB] = [a.slice(from), b.slice(from)];
  if (restA.slice(1) === restB || restA === restB.slice(1) || restA.slice(1) === restB.slice(1)) return true;
  return restA.slice(2) === restB.slice(2) && restA[0] === restB[1] && restA[1] === restB[0];
}
