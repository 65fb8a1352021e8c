/**
 * A text as a sentence goes on with it after a colon: without its full stop, and with a small first letter unless
 * its first word is an abbreviation (`RSA`).
 */
export function midSentence(text: string): string {
  const open = text.replace(/[.\s]+$/, '')
  return /^\p{Lu}(?!\p{Lu})/u.test(open) ? open.charAt(0).toLowerCase() + open.slice(1) : open
}
