import { verdicts } from "@pagefile/core";
import { pickRecord } from "../chat/conversation.ts";
import { textOf } from "../record-line.ts";
import { didYouMean } from "../settings/nearest.ts";
import { UsageError } from "../usage-error.ts";
import type { SlashCommand } from "./slash-command.ts";

const takesBack = "none";
const words = [...verdicts, takesBack];

/** Says what a memory is worth, by which later recalls rank it. */
export const judgeCommand: SlashCommand = {
  words: "VERDICT ID",
  help: `say that a memory is ${verdicts.slice(0, -1).join(", ")} or ${verdicts.at(-1) ?? ""} to be shown; ${takesBack} takes it back`,
  async run(conversation, typed) {
    const { space, screen } = conversation;
    const [said = "", id = ""] = typed.split(/\s+/);
    const verdict = verdicts.find((one) => one === said);
    if (verdict === undefined && said !== takesBack) throw new UsageError(`A verdict is ${words.join(", ")}.${didYouMean(said, words)}`);
    const record = await pickRecord(conversation, id);
    await space.judge(record, verdict, { origin: { channel: "user", trust: "user" } });
    const judged = await space.get(record);
    screen.note(`${verdict === undefined ? "not judged any more" : `judged ${verdict}`}: ${judged === undefined ? id : textOf(judged)}`);
  },
};
