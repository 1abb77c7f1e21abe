import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findData } from "../data-folder.ts";

/** One of the long two-person conversations of LoCoMo (Maharana et al., ACL 2024). */
export interface Conversation {
  readonly name: string;
  readonly turns: readonly Turn[];
  readonly questions: readonly Question[];
}

export interface Turn {
  /** `D3:11`: session 3, turn 11. */
  readonly id: string;
  readonly session: string;
  readonly time: Date;
  readonly speaker: string;
  readonly text: string;
  /** Of a picture that was shared with the turn. */
  readonly caption: string | undefined;
}

export interface Question {
  readonly text: string;
  /** Ids of turns; at least one, all of them in the conversation. */
  readonly evidence: readonly string[];
  /** 1 several sessions, 2 time, 3 world knowledge, 4 one turn, 5 adversarial. */
  readonly category: number;
}

/** The folder of the conversations, if the data is on this machine. */
export function locomoFolder(): string | undefined {
  return findData("locomo");
}

export function readConversations(folder: string): readonly Conversation[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort();
  return files.map((file) => parseConversation(file.replace(".json", ""), JSON.parse(readFileSync(join(folder, file), "utf8"))));
}

/** The text of a turn as it is remembered. */
export function turnText({ text, caption }: Turn): string {
  return caption === undefined ? text : `${text} (photo: ${caption})`;
}

interface RawConversation {
  readonly [name: string]: unknown;
  readonly qa: readonly { readonly question: string; readonly evidence?: readonly string[]; readonly category: number }[];
}

interface RawTurn {
  readonly speaker: string;
  readonly dia_id: string;
  readonly text: string;
  readonly blip_caption?: string;
}

function parseConversation(name: string, raw: RawConversation): Conversation {
  const sessions = Object.keys(raw)
    .filter((key) => /^session_\d+$/.test(key))
    .sort((a, b) => sessionNumber(a) - sessionNumber(b));
  const turns = sessions.flatMap((session) => {
    const time = parseTime(String(raw[`${session}_date_time`]));
    return (raw[session] as readonly RawTurn[]).map(({ speaker, dia_id, text, blip_caption }): Turn => ({
      id: dia_id,
      session,
      time,
      speaker,
      text: text.trim(),
      caption: blip_caption,
    }));
  });
  const ids = new Set(turns.map(({ id }) => id));
  const questions = raw.qa.flatMap(({ question, evidence = [], category }) => {
    const known = [...new Set(evidence.flatMap((item) => item.split(/[;\s]+/)))].filter((id) => ids.has(id));
    return known.length === 0 ? [] : [{ text: question, evidence: known, category }];
  });
  return { name, turns, questions };
}

function sessionNumber(key: string): number {
  return Number(key.slice("session_".length));
}

/** `1:56 pm on 8 May, 2023`. */
function parseTime(text: string): Date {
  const [time = "", day = ""] = text.split(" on ");
  return new Date(`${day.replace(",", "")} ${time} UTC`);
}
