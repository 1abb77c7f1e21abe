/** Base form, then forms that no suffix rule leads back to it; also short words for longer ones that people chat with. */
const families = [
  "become became", "begin began begun", "break broke broken", "bring brought", "build built", "buy bought", "catch caught",
  "child children kid kids", "choose chose chosen", "come came", "draw drew drawn", "drink drank drunk", "drive drove driven",
  "eat ate eaten", "fall fell fallen", "feel felt", "find found", "fly flew flown", "forget forgot forgotten", "get got gotten",
  "give gave given", "go goes went gone", "grow grew grown", "hear heard", "hold held", "keep kept", "know knew known", "leave left",
  "lose lost", "make made", "man men", "meet met", "mother mom mum", "father dad", "pay paid", "person people", "photo pic pics picture pictures",
  "ride rode ridden", "ring rang rung", "run ran", "say said", "see saw seen", "sell sold", "send sent", "sing sang sung", "sit sat",
  "sleep slept", "speak spoke spoken", "spend spent", "stand stood", "swim swam swum", "take took taken", "teach taught",
  "tell told", "think thought", "throw threw thrown", "understand understood", "wake woke woken", "wear wore worn", "win won",
  "woman women", "write wrote written",
];

/** From an irregular form to the word it is a form of. */
export const irregularForms: ReadonlyMap<string, string> = new Map(
  families.flatMap((family) => {
    const [base = "", ...forms] = family.split(" ");
    return forms.map((form) => [form, base] as const);
  }),
);
