/**
 * A text in which the passwords of URLs, and of their queries, are replaced by `…`: what is shown, kept or sent on must
 * not hold them. Rather too much is taken out than too little: a password may itself hold `/` or `@`.
 */
export function withoutPasswords(text: string): string {
  return text
    .replace(/(\w+:\/\/[^\s/:@]*:)\S*@/g, '$1…@')
    .replace(/([?&](?:password|username)=)[^&\s]*/gi, '$1…');
}
