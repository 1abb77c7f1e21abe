import { appendFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Opens tickets: each is a line of JSON in `tickets.jsonl`, for whoever takes them up. */
export default function openTicket({ data }) {
  const file = join(data, "tickets.jsonl");
  let last = Promise.resolve();

  const open = async (ticket) => {
    await mkdir(data, { recursive: true });
    const number = (await linesOf(file)) + 1;
    await appendFile(file, `${JSON.stringify({ number, at: new Date().toISOString(), ...ticket })}\n`);
    return `Ticket ${number} is open.`;
  };

  return {
    name: "open_ticket",
    description:
      "Opens a ticket with the maker's people, where the documents do not help or the customer asks for it. Returns the ticket's number.",
    parameters: {
      type: "object",
      properties: { text: { type: "string", description: "What is wrong with what, in one or two sentences." } },
      required: ["text"],
      additionalProperties: false,
    },
    effect: "external",
    run({ text }, { space }) {
      // One after the other, so that no two have one number.
      const opened = last.then(() => open({ customer: space.name, text }));
      last = opened.catch(() => undefined);
      return opened;
    },
  };
}

async function linesOf(file) {
  try {
    return (await readFile(file, "utf8")).split("\n").length - 1;
  } catch (error) {
    if (error.code === "ENOENT") return 0;
    throw error;
  }
}
