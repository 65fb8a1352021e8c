const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A piece of HTML that is safe to put in a page. */
export interface Html {
  readonly markup: string
}

type Part = string | number | Html | undefined | readonly Html[]

function render(part: Part): string {
  if (part === undefined) return ''
  if (typeof part === 'object') return 'markup' in part ? part.markup : part.map(render).join('')
  return String(part).replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '')
}

/** Template tag: what stands in the template is markup, what is put in is text, escaped, unless it is Html. */
export function html(markup: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return {
    markup: markup.reduce((page, piece, index) => page + render(parts[index - 1]) + piece),
  }
}
