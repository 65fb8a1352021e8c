/** Text that is HTML already. */
export interface Html {
  readonly html: string
}

type Piece = string | Html | readonly Html[] | undefined

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function render(piece: Piece): string {
  if (piece === undefined) return ''
  if (typeof piece === 'string') return piece.replace(/[&<>"']/g, (char) => entities[char] ?? char)
  if ('html' in piece) return piece.html
  return piece.map(render).join('\n')
}

/** A template whose strings are escaped, in text and in quoted attributes alike; nothing is written for undefined. */
export function html(strings: TemplateStringsArray, ...pieces: Piece[]): Html {
  return { html: String.raw({ raw: strings }, ...pieces.map(render)) }
}
