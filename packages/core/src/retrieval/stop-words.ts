/** Words that are in nearly every text and say nothing of it. No month is among them, though "may" could be. */
export const stopWords: ReadonlySet<string> = new Set(
  (
    "a about am an and any are as at be been being but by can could d did do does doing for from had has have having he her him his " +
    "how i if in into is it its ll m me my of on or our re s she should so t that the their them then there these they this those " +
    "to up us ve was we were what when where which who why will with would you your"
  ).split(" "),
);
