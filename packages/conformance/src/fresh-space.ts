import { parseSpace, type Space } from "@pagefile/core/contracts";

/** A tenant that no earlier clause and no earlier run on the same database has used. */
export function freshTenant(): string {
  return `t${crypto.randomUUID().replaceAll("-", "").slice(0, 16)}`;
}

export function spaceOf(tenant: string, name: string): Space {
  return parseSpace(`${tenant}/${name}`);
}
