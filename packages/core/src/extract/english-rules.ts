import type { ExtractRule } from "./rule.ts";

const word = "\\p{Lu}[\\p{L}\\p{N}'’&-]*";
/** Up to four words with capitals. */
const name = `${word}(?:\\s(?:(?:de|da|do|dos|di|van|von|der|den|of|the|la|le|el|al|bin)\\s){0,2}${word}){0,3}`;
const kin = [
  "(?:step|half[- ])?(?:sister|brother)|(?:grand|step)?(?:mother|father|son|daughter|ma|pa)|mom|mum|dad|wife|husband|partner|spouse",
  "girlfriend|boyfriend|fianc[ée]e?|aunt|uncle|cousin|niece|nephew|(?:mother|father|sister|brother|son|daughter)-in-law|twin",
  "(?:best |old |close )?friend|roommate|flatmate|neighbou?r|boss|manager|colleague|coworker|teacher|doctor|dentist|therapist|coach",
  "dog|cat|puppy|kitten|horse|parrot|rabbit|hamster",
].join("|");
const relation = `(?<relation>(?:(?:older|younger|elder|little|big|twin)\\s)?(?:${kin}))`;
/** After "my sister Ana" only the name is left to say who. */
const who = `(?:I|[Ww]e|(?:[Mm]y\\s(?:(?:older|younger|elder|little|big)\\s)?(?:${kin}),?\\s)?(?<subject>${name}),?)`;
const adverb =
  "(?:\\s(?:currently|now|still|just|also|recently|actually|finally|really|absolutely|always|only|officially|originally|both|all))*";
const am = "(?:\\s(?:am|are|is)|['’](?:m|re|s))";
const have = "(?:\\s(?:have|has)|['’](?:ve|s))?";
/** What may follow a name without being part of it or turning its meaning. */
const end =
  "(?=\\s*(?:[.!,;:()–—-]|$)|\\s(?:and|but|because|since|so|with|which|who|where|while|for|in|on|at|near|from|now|last|this|these|again|alone|together|as|too|already|after|before|today|yesterday|two|three|four|five|six|\\d|a\\s(?:few|couple|week|month|year)|right)\\b)";
const stop = "(?=\\s*(?:[.!,;:()–—]|$)|\\s(?:because|but|since|so much|a lot|very much|the most|too|more than|especially|although)\\b)";
/** Things liked: without an article or a pronoun, which would point to something said before. */
const thing = (() => {
  const pointing = "it|that|this|these|those|you|your|his|her|them|us|here|there|how|what|when|where|who|which";
  const first = `(?!(?:${pointing}|to|the|an?|its|my|our|their|him|me|being|having|getting|both|all|every\\w*|some\\w*|any\\w*|ones?)\\b)`;
  const next = `(?!(?:${pointing}|is|are|was|were|do|does|and\\sI)\\b)[\\p{L}\\p{N}'’-]+`;
  return `${first}${next}(?:\\s${next}){0,6}`;
})();
const day =
  "(?:(?:19|20)\\d\\d(?:-\\d\\d-\\d\\d)?|(?:\\d{1,2}(?:st|nd|rd|th)?\\s(?:of\\s)?)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\\p{L}*\\.?(?:\\s\\d{1,2}(?:st|nd|rd|th)?)?(?:,?\\s(?:19|20)\\d\\d)?)";

const rule = (pattern: string, rest: Omit<ExtractRule, "pattern">): ExtractRule => ({ ...rest, pattern: new RegExp(`^${pattern}`, "u") });
/** Who a clause is about, to be said again before another that leaves it out: "and works at Siemens". */
export const clauseSubject: RegExp = new RegExp(`^${who}(?=\\s)`, "u");

const place = { predicate: "lives_in", single: true, objectType: "place", says: "{subject} lives in {object}." } as const;
const work = { predicate: "works_at", single: true, objectType: "organisation", says: "{subject} works at {object}." } as const;
const kinship = { predicate: "$", subjectType: "person", says: "{subject}'s {relation} is {object}." } as const;
const spouse = {
  predicate: "married_to",
  single: true,
  subjectType: "person",
  objectType: "person",
  says: "{subject} is married to {object}.",
} as const;

/** Forms of English sentences that state a lasting fact about somebody. Few and narrow: what is found should be right. */
export const englishRules: readonly ExtractRule[] = [
  rule(`[Mm]y\\s(?:full\\s)?name(?:\\sis|['’]s)\\s(?<value>${name})${end}`, {
    predicate: "name",
    single: true,
    since: "always",
    says: "{subject}'s name is {value}.",
  }),
  rule(`${who}${adverb}\\s(?:lives?|resides?)${adverb}\\s(?:here\\s)?in\\s(?<object>${name})${end}`, place),
  rule(`${who}${am}${adverb}\\sliving\\sin\\s(?<object>${name})${end}`, place),
  rule(`${who}${have}${adverb}\\s(?:moved|relocated)(?:\\s(?:back|away|house))?(?:\\sfrom\\s${name})?\\sto\\s(?<object>${name})${end}`, {
    ...place,
    since: "dated",
  }),
  rule(`${who}${adverb}\\sworks?${adverb}\\s(?:at|for)\\s(?<object>${name})${end}`, work),
  rule(`${who}${am}${adverb}\\sworking\\s(?:at|for)\\s(?<object>${name})${end}`, work),
  rule(
    `${who}${have}${adverb}\\s(?:started\\s(?:working|work|a\\s(?:new\\s)?job)|got\\sa\\s(?:new\\s)?job|joined)\\s(?:at\\s|with\\s)?(?<object>${name})${end}`,
    { ...work, since: "dated" },
  ),
  rule(`${who}${adverb}\\sworks?\\sas\\san?\\s(?<value>[\\p{Ll}-]+(?:\\s[\\p{Ll}-]+){0,3}?)(?=[.!,;]|$|\\s(?:at|in|for|and|with|but)\\b)`, {
    predicate: "occupation",
    single: true,
    says: "{subject} works as a {value}.",
  }),
  rule(`${who}${adverb}\\s(?:study|studies)\\s(?:[\\p{L}-]+\\s){0,3}at\\s(?<object>${name})${end}`, {
    predicate: "studies_at",
    objectType: "organisation",
    says: "{subject} studies at {object}.",
  }),
  rule(`${who}(?:${am}${adverb}|${adverb}\\scomes?)\\sfrom\\s(?<object>${name})${end}`, {
    predicate: "from",
    objectType: "place",
    says: "{subject} is from {object}.",
  }),
  rule(
    `[Mm]y\\s(?:new\\s)?(?:phone|mobile|cell|telephone)(?:\\s(?:phone|number))*\\sis\\s(?:now\\s)?(?<value>\\+?\\d[\\d\\s()./-]{4,22}\\d)`,
    { predicate: "phone", single: true, says: "{subject}'s phone number is {value}." },
  ),
  rule(
    `[Mm]y\\s(?:new\\s|work\\s)?e-?mail(?:\\saddress)?\\sis\\s(?:now\\s)?(?<value>[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,4})`,
    { predicate: "email", single: true, says: "{subject}'s email is {value}." },
  ),
  rule(`[Mm]y\\s${relation}(?:['’]s\\sname)?\\sis\\s(?:called\\s|named\\s)?(?<object>${name})${end}`, kinship),
  rule(`[Mm]y\\s${relation},?\\s(?<object>${name})(?:,|\\s\\p{Ll})`, kinship),
  rule(`(?<object>${name})\\sis\\smy\\s${relation}${stop}`, kinship),
  rule(
    `(?:I|[Ww]e)(?:\\shave|['’]ve\\sgot|\\shave\\sgot|\\sgot|(?:\\sjust)?\\sadopted)\\s(?:an?|another)\\s(?:\\p{Ll}+\\s)?${relation}\\s(?:named|called)\\s(?<object>${name})${end}`,
    kinship,
  ),
  rule(`(?<object>${name})\\sis\\s(?<subject>${name})['’]s?\\s${relation}${stop}`, kinship),
  rule(`${who}${am}${adverb}\\smarried\\sto\\s(?<object>${name})${end}`, spouse),
  rule(`${who}${adverb}(?:\\sgot)?\\smarried(?:\\sto)?\\s(?<object>${name})${end}`, { ...spouse, since: "dated" }),
  rule(`${who}\\s(?:was|were)\\sborn\\s(?:in|on)\\s(?<value>${day})${end}`, {
    predicate: "born_on",
    single: true,
    since: "always",
    says: "{subject} was born on {value}.",
  }),
  rule(`${who}\\s(?:was|were)\\sborn\\s(?:and\\sraised\\s)?in\\s(?!${day})(?<object>${name})${end}`, {
    predicate: "born_in",
    single: true,
    since: "always",
    objectType: "place",
    says: "{subject} was born in {object}.",
  }),
  rule(`[Mm]y\\sbirthday\\sis\\s(?:on\\s)?(?:the\\s)?(?<value>${day})${end}`, {
    predicate: "birthday",
    single: true,
    since: "always",
    says: "{subject}'s birthday is {value}.",
  }),
  rule(`(?:I|(?:[Mm]y\\s(?:${kin})\\s)?(?<subject>${name}))${am}${adverb}\\sallergic\\sto\\s(?<value>${thing})${stop}`, {
    predicate: "allergic_to",
    says: "{subject} is allergic to {value}.",
  }),
  rule(
    `(?:I|(?:[Mm]y\\s(?:${kin})\\s)?(?<subject>${name}))${am}${adverb}\\s(?:an?\\s)?(?<value>vegetarian|vegan|pescatarian|lactose[- ]intolerant|gluten[- ]intolerant|diabetic)${stop}`,
    { predicate: "diet", says: "{subject} is {value}." },
  ),
  rule(`I${am}\\s(?<value>\\d{1,3})\\syears\\sold`, { predicate: "age", single: true, says: "{subject} is {value} years old." }),
  rule(`${who}${adverb}\\sspeaks?\\s(?:fluent\\s)?(?<value>${word}(?:(?:,|\\sand|,\\sand)\\s${word}){0,3})${end}`, {
    predicate: "speaks",
    says: "{subject} speaks {value}.",
  }),
  rule(`I${adverb}\\s(?:like|love|enjoy|adore)s?\\s(?<value>${thing})${stop}`, { predicate: "likes", says: "{subject} likes {value}." }),
  rule(`I${am}${adverb}\\s(?:into|passionate\\sabout|a\\s(?:big\\s|huge\\s)?fan\\sof)\\s(?<value>${thing})${stop}`, {
    predicate: "likes",
    says: "{subject} likes {value}.",
  }),
  rule(`I${adverb}\\s(?:hate|dislike|detest|loathe|can['’]t\\sstand)\\s(?<value>${thing})${stop}`, {
    predicate: "dislikes",
    says: "{subject} dislikes {value}.",
  }),
  rule(`I${adverb}\\sprefer\\s(?<value>${thing})${stop}`, { predicate: "prefers", says: "{subject} prefers {value}." }),
  rule(`[Mm]y\\sfavou?rite\\s(?<relation>[\\p{Ll}-]+(?:\\s[\\p{Ll}-]+)?)\\sis\\s(?:the\\s)?(?<value>${thing})${stop}`, {
    predicate: "favourite_$",
    single: true,
    says: "{subject}'s favourite {relation} is {value}.",
  }),
];
