/** What a person says in one message, sorted by rules. */
export interface Utterance {
  /** Sentences worth keeping. */
  readonly statements: readonly string[];
  readonly questions: readonly string[];
  readonly smallTalk: "greeting" | "thanks" | "farewell" | undefined;
  readonly chinese: boolean;
}

const greeting = /^(hi|hello|hey|good (morning|afternoon|evening)|你好|您好|早上好|下午好|晚上好|嗨)\b/i;
const chineseGreeting = /^(你好|您好|早上好|下午好|晚上好|嗨)/;
const thanks = /^(thanks|thank you|cheers|谢谢|多谢)/i;
const farewell = /^(bye|goodbye|good night|see you|再见|晚安)/i;
const asks = /^(who|whose|whom|what|when|where|why|which|how|is|are|am|was|were|do|does|did|can|could|will|would|should|has|have|had)\b/i;
const requests = /^(tell me|remind me|show me|list)\b/i;
const asksChinese =
  /(哪里|哪儿|哪个|哪些|什么|谁|多少|几点|几个|怎么|为什么|何时|吗|呢)[？?。]?$|(哪里|哪儿|什么|谁|多少|怎么|为什么|何时)/;

export function sortUtterance(text: string): Utterance {
  const sentences = sentencesOf(text);
  const questions = sentences.filter(isQuestion);
  const said = sentences.filter((sentence) => !isQuestion(sentence));
  return {
    questions,
    statements: said.filter((sentence) => smallTalkOf(sentence) === undefined && isTelling(sentence)),
    smallTalk: said.map(smallTalkOf).find((kind) => kind !== undefined),
    chinese: isChinese(text),
  };
}

/** Whether to answer in Chinese. */
export function isChinese(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}

export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?])(?<!\b(?:Dr|Mr|Mrs|Ms|Prof|St|No)\.)\s+|(?<=[。！？])|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}

export function isQuestion(sentence: string): boolean {
  // "What a weekend." and "When I was ten, we moved." begin like questions and are none.
  const asking = requests.test(sentence) || (asks.test(sentence) && !/[.!]\s*$/.test(sentence));
  return /[?？]\s*$/.test(sentence) || asking || (isChinese(sentence) && asksChinese.test(sentence));
}

/** Said by the user of themselves or their own: it belongs into the block about them. */
export function isPersonal(sentence: string): boolean {
  return /\b(i|i'm|i've|me|my|mine|we|our|us)\b/i.test(sentence) || /[我咱]/.test(sentence);
}

function smallTalkOf(sentence: string): Utterance["smallTalk"] {
  const short = sentence.length <= 40;
  if (short && (greeting.test(sentence) || chineseGreeting.test(sentence))) return "greeting";
  if (short && thanks.test(sentence)) return "thanks";
  return short && farewell.test(sentence) ? "farewell" : undefined;
}

/** Too short a sentence (yes, ok) tells nothing. */
function isTelling(sentence: string): boolean {
  return isChinese(sentence) ? sentence.length >= 4 : sentence.split(/\s+/).length >= 3;
}
