import { expect, test } from "vitest";
import { beganAt } from "../../src/extract/began-at.ts";

test.each([
  ["moved to Porto in May", "2023-05-01"],
  ["moved to Porto in January", "2024-01-01"],
  ["moved to Porto in May 2019", "2019-05-01"],
  ["moved to Porto on 3 March", "2024-03-03"],
  ["moved to Porto yesterday", "2024-03-09"],
  ["moved to Porto last year", "2023-01-01"],
  ["moved to Porto last month", "2024-02-01"],
  ["moved to Porto two weeks ago", "2024-02-25"],
  ["moved to Porto 3 years ago", "2021-01-01"],
  ["moved to Porto", undefined],
  ["moved to Porto in 2030", undefined],
  ["moved to Porto in 2019 and left in 2021", undefined],
])("%s, told on 10 March 2024, began %s", (text, day) => {
  expect(beganAt(text, "2024-03-10T12:00:00.000Z")?.slice(0, 10)).toBe(day);
});
