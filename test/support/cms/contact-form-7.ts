const classOf = (kind: string, isRequired: boolean) =>
  `wpcf7-form-control wpcf7-${kind}${isRequired ? ' wpcf7-validates-as-required' : ''}`

// The plug-in's own limit for a line of text; the others have none.
const limited = ['text', 'email', 'url', 'tel']

function select(name: string, attributes: string, options: readonly string[], isBlank: boolean) {
  const shown = options.map((option) => `<option value="${option}">${option}</option>`)
  const blank = isBlank ? '<option value="">&#8212;Veuillez choisir une option&#8212;</option>' : ''
  return `<select ${attributes} name="${name}">${blank}${shown.join('')}</select>`
}

/** The markup that Contact Form 7 (6.1) writes for one form-tag. */
function controlOf(kind: string, isRequired: boolean, rest: string): string {
  const values = [...rest.matchAll(/"([^"]*)"/g)].map(([, value = '']) => value)
  const [name = '', ...options] = rest
    .replace(/"[^"]*"/g, '')
    .trim()
    .split(/\s+/)
  if (kind === 'submit') {
    return `<input class="wpcf7-form-control wpcf7-submit has-spinner" type="submit" value="${values[0] ?? ''}" />`
  }
  if (kind === 'hidden') {
    return `<input class="wpcf7-form-control wpcf7-hidden" value="${values[0] ?? ''}" type="hidden" name="${name}" />`
  }
  const attributes = `class="${classOf(kind, isRequired)}"${isRequired ? ' aria-required="true"' : ''} aria-invalid="false"`
  const control =
    kind === 'select'
      ? select(name, attributes, values, options.includes('include_blank'))
      : kind === 'textarea'
        ? `<textarea cols="40" rows="10" maxlength="2000" ${attributes} name="${name}"></textarea>`
        : `<input ${limited.includes(kind) ? 'size="40" maxlength="400" ' : ''}${attributes} value="" type="${kind}" name="${name}" />`
  return `<span class="wpcf7-form-control-wrap" data-name="${name}">${control}</span>`
}

/** A form-template with its paragraphs and controls, as the plug-in writes them into the page. */
function fieldsOf(template: string): string {
  const paragraphs = template
    .trim()
    .split(/\n\s*\n/)
    .map((block) => `<p>${block.replace(/\n/g, '<br />\n')}</p>`)
  return paragraphs
    .join('\n')
    .replace(/\[(\w+)(\*?)\s*([^\]]*)\]/g, (_, kind: string, star: string, rest: string) =>
      controlOf(kind, star === '*', rest),
    )
}

/**
 * The page part that Contact Form 7 makes of a form-template.
 * @param htmlId what its shortcode says in `html_id`
 */
export function contactForm7(template: string, htmlId = ''): string {
  const unit = 'wpcf7-f12-p34-o1'
  const own = Object.entries({ '': '12', _version: '6.1.4', _locale: 'fr_FR', _unit_tag: unit })
  return `<div class="wpcf7 no-js" id="${unit}" lang="fr-FR" dir="ltr" data-wpcf7-id="12">
<div class="screen-reader-response"><p role="status" aria-live="polite" aria-atomic="true"></p> <ul></ul></div>
<form action="/cantine/#${unit}" method="post" class="wpcf7-form init" aria-label="Formulaire de contact" novalidate="novalidate" data-status="init"${htmlId && ` id="${htmlId}"`}>
<fieldset class="hidden-fields-container">${own.map(([name, value]) => `<input type="hidden" name="_wpcf7${name}" value="${value}" />`).join('')}</fieldset>
${fieldsOf(template)}
<div class="wpcf7-response-output" aria-hidden="true"></div>
</form></div>`
}

/** Where the plug-in's script sends the form. */
export const feedbackPath = '/wp-json/contact-form-7/v1/contact-forms/12/feedback'

/** What the plug-in's script does with its forms: reads each at load, sends it in the background, resets it once the mail is sent. */
export const contactForm7Script = `document.addEventListener('DOMContentLoaded', () => {
  for (const form of document.querySelectorAll('.wpcf7 > form')) {
    const id = new FormData(form).get('_wpcf7')
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      const body = new FormData(form)
      const answer = await fetch('/wp-json/contact-form-7/v1/contact-forms/' + id + '/feedback', { method: 'POST', body })
      const { status, message } = await answer.json()
      if (status === 'mail_sent') form.reset()
      form.querySelector('.wpcf7-response-output').textContent = message
    })
    form.addEventListener('reset', () => new FormData(form))
  }
})
`

/** A mail-template with its mail-tags filled from what was sent. */
export function mailOf(template: string, sent: URLSearchParams): string {
  return template.replace(/\[([\w-]+)\]/g, (_, name: string) => sent.get(name) ?? '')
}
