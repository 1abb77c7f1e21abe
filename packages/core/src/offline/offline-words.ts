import { citationText } from "./citation.ts";
import type { Evidence } from "./evidence.ts";
import type { Utterance } from "./utterance.ts";

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const chineseDay = new Intl.DateTimeFormat("zh-CN", { dateStyle: "long", timeZone: "UTC" });

/** A line of memory as a quotation with its date and source; from a document with the place where it stands. */
export function quote({ date, who, text, citation }: Evidence, chinese: boolean): string {
  if (citation !== undefined) return `“${text}” ${citationText(citation, chinese)}`;
  const at = new Date(`${date}T00:00:00Z`);
  if (chinese) {
    if (who === "fact") return `我在${chineseDay.format(at)}记下：“${text}”`;
    const source = who === "user" ? "你" : who === "passage" ? "一条笔记" : who;
    return `${source}在${chineseDay.format(at)}${who === "user" ? "告诉我" : "说"}：“${text}”`;
  }
  if (who === "user") return `You told me on ${day.format(at)}: “${text}”`;
  if (who === "fact") return `I noted on ${day.format(at)}: “${text}”`;
  const [, mount] = /^passage in (.+)$/.exec(who) ?? [];
  if (mount !== undefined) return `A note in ${mount} of ${day.format(at)} says: “${text}”`;
  if (who === "passage" || who === "archival_memory_insert") return `A note of ${day.format(at)} says: “${text}”`;
  return `${who}, ${day.format(at)}: “${text}”`;
}

/** A document without a summary: how it begins, word for word. */
export function beginning(text: string, citation: string, chinese: boolean): string {
  return chinese
    ? `我没有语言模型，不能总结，只能引用。它的开头是：“${text}”${citation}`
    : `I have no language model and cannot sum it up; this is how it begins: “${text}” ${citation}`;
}

export function nothingFound(words: readonly string[], chinese: boolean): string {
  const searched = words.join(chinese ? "、" : ", ");
  return chinese
    ? `我没有找到相关的内容。我在对话和笔记里找过：${searched}。`
    : `I find nothing about that. I searched the conversation and the notes for: ${searched}.`;
}

/** To a call that the user did not allow. */
export function notDone(chinese: boolean): string {
  return chinese ? "好的，我没有做。" : "All right, I did not do it.";
}

export function noted(statements: readonly string[], state: { readonly kept: boolean; readonly chinese: boolean }): string {
  const said = statements.map((statement) => `“${statement}”`).join(" ");
  if (state.chinese) return state.kept ? `我早就记下了：${said}` : `记下了：${said}`;
  return state.kept ? `I have that already: ${said}` : `Noted: ${said}`;
}

export function smallTalkAnswer({ smallTalk, chinese }: Utterance): string {
  if (smallTalk === "greeting")
    return chinese ? "你好。告诉我值得记住的事，以后可以问我。" : "Hello. Tell me what is worth remembering, and ask me about it later.";
  if (smallTalk === "thanks") return chinese ? "不客气。" : "You are welcome.";
  if (smallTalk === "farewell") return chinese ? "再见，我会记得。" : "Goodbye. I will remember.";
  return chinese
    ? "我在听。我只会记住你说的话，并在你问起时引用它。"
    : "I am listening. I can keep what you tell me and quote it when you ask; for a real conversation I need a language model.";
}
