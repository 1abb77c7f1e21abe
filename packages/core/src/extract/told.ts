/*
 * Which sentences state something. Where a rule cannot tell, the answer is no: a fact that is missing is still in the
 * message, one that is wrong is believed.
 */

const negated = /\b(?:not|never|no longer|anymore|nobody|no one|none|neither|nor|without|hardly|barely|cannot)\b|n't\b/i;
const supposed =
  /\b(?:if|would|could|might|should|shall|will|maybe|perhaps|probably|possibly|wish(?:es|ed)?|hop(?:e|es|ed|ing)|imagin\w+|suppos\w+|pretend\w*|dream\w*|wonder\w*|unless|assum\w+|hypothetic\w*|someday|one day|want(?:s|ed)?|plan\w*|going to|gonna|thinking|consider\w*|about to|almost|nearly|used to|guess|feels? like|as though|let's say)\b|'ll\b|'d\b/i;
/** The verb: the month has a capital. */
const may = /\bmay\b/;
const hearsay =
  /\b(?:said|says|saying|told|tells|asked|claim\w*|according to|wrote|writes|mentioned|heard|rumou?rs?|allegedly|apparently|seems?|seemed|looks like|thinks?|thought|believes?|believed|reckons?|story|stories|novel|movie|film|song|lyrics|character|role-?play\w*|for example)\b/i;
const joking = /\b(?:lol|lmao|rofl|ha(?:ha)+|hehe+|jk|kidding|joking|joke|jokes|sarcas\w+|prank\w*)\b|\/s\b|[😂🤣😜😝🙃]/iu;
const quoting = /["“”«»「」]|(?:^|\s)['‘]\p{L}[^'’]*\s[^'’]*['’](?:\s|[.,!?]|$)/u;

/** Whether a sentence states something as its speaker's own and true; `next` is the sentence after, which may take it back. */
export function isStated(sentence: string, next = ""): boolean {
  const text = sentence.replaceAll("’", "'").replace(/\bcan't stand\b/i, "hate");
  if ([negated, supposed, may, hearsay, quoting].some((pattern) => pattern.test(text))) return false;
  return !joking.test(text) && !/^(?:not!|not really|no, |wait, no)/i.test(next) && !(joking.test(next) && next.length < 60);
}
