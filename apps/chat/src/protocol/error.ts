/** Every answer that is not 2xx: a sentence for a person, and a code of the error catalogue or one of these. */
export interface ErrorView {
  readonly error: string;
  readonly code: string;
}
