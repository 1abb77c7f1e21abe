import { PassThrough } from "node:stream";
import type { Confirmation } from "@pagefile/core";
import { expect, test } from "vitest";
import { confirmationLines } from "../src/terminal/confirmation-view.ts";
import { Screen } from "../src/terminal/screen.ts";
import { widthOf } from "../src/terminal/text-width.ts";

const hostile = "\u001b[2J\u009b31m\u202egnp.exe\u0007";
const screen = new Screen(Object.assign(new PassThrough(), { columns: 60 }) as unknown as NodeJS.WriteStream, false);

const confirmation: Confirmation = {
  id: "01a22a57-85c4-7619-8000-000000000000/0",
  call: { id: "call-1", name: "send_mail", arguments: { to: "ana@example.com", [hostile]: hostile, parts: [1, hostile] } },
  effect: "irreversible",
  reason: `send_mail does something that cannot be taken back, and this call rests on a document (${hostile}).`,
  because: [
    { id: "01a22a57-85c4-7619-8000-000000000000", trust: "untrusted", channel: "document", source: hostile, space: "acme/manuals" },
    { id: "01a22a57-85c4-7619-8000-000000000001", trust: "tool", channel: "tool", table: "kettles" },
  ],
};

test("shows everything that is decided on, and nothing of it reaches the terminal as more than text", () => {
  const lines = confirmationLines(confirmation, screen);
  expect(lines.join("\n")).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  expect(lines.slice(0, 2)).toEqual(["  ? send_mail", "    to: ana@example.com"]);
  expect(lines.join("\n")).toContain("    · untrusted, document ␛[2J");
  expect(lines.at(-1)).toBe("    · tool, rows of the table kettles [01a22a57-85c4-7619]");
});

test("cuts nothing off, and breaks lines at the width", () => {
  const text = "Dear Ana, the pump is loud. ".repeat(20);
  const lines = confirmationLines({ ...confirmation, call: { ...confirmation.call, arguments: { text: `${text}\nYours` } } }, screen);
  const [, ...rest] = lines;
  expect(lines.every((line) => widthOf(line) <= 60)).toBe(true);
  expect(rest.join(" ").replace(/\s+/g, " ")).toContain(`text: ${text.trim()} Yours`);
});
