import type { AccessibilityStatement } from '../domain/accessibility-statement.ts'
import { fillIn } from '../domain/fill-in.ts'
import type { Form } from '../domain/form.ts'
import { inLanguage, type Language, type LocalisedText } from '../domain/languages.ts'
import { sayDate } from '../domain/say-date.ts'
import type { StatementMessages } from '../domain/statement-messages.ts'
import { statementMessagesIn } from '../domain/statement-messages-in.ts'
import { type Html, html } from './html.ts'
import { contactLink } from './page-footer.ts'
import { statementAddress } from './statement-address.ts'
import { noWayBack, wayBack } from './way-back.ts'

/** What the statement is made of. */
interface Statement {
  readonly said: StatementMessages
  readonly language: Language
  readonly who: string
  /** Absent where none was configured: then it says what is true of the service as it is delivered. */
  readonly stated: AccessibilityStatement | undefined
}

const paragraph = (text: string | undefined) =>
  text === undefined
    ? undefined
    : html`<p>${text}</p>
`

const list = (title: string, items: readonly Html[]) =>
  items.length === 0
    ? undefined
    : html`<h3>${title}</h3>
<ul>${items}</ul>
`

const lines = (title: string, texts: readonly string[]) =>
  list(
    title,
    texts.map((text) => html`<li>${text}</li>`),
  )

// What a collectivite has written in French only is marked as such (WCAG 3.1.2).
const item = (text: LocalisedText, language: Language) =>
  html`<li${text[language] === undefined && language !== 'fr' ? html` lang="fr"` : undefined}>${inLanguage(text, language)}</li>`

function conformity({ said, language, stated }: Statement): Html {
  const audit = stated?.audit
  const rate = new Intl.NumberFormat(language, { maximumFractionDigits: 2 })
  return html`<h2>${said.conformity}</h2>
<p>${said.sentences[stated?.status ?? 'not_conformant']}</p>
${audit === undefined ? paragraph(said.noAudit) : undefined}${
  audit &&
  html`<h2>${said.results}</h2>
<p>${fillIn(said.audited, { by: audit.by, date: sayDate(audit.date, language), rate: rate.format(audit.rate) })}</p>
`
}`
}

function content({ said, language, stated }: Statement): Html {
  const { not_accessible = [], disproportionate_burden = [], exempt = [] } = stated ?? {}
  const items = (texts: readonly LocalisedText[]) => texts.map((text) => item(text, language))
  const isEmpty = [not_accessible, disproportionate_burden, exempt].every(
    ({ length }) => length === 0,
  )
  const nothing = stated?.audit === undefined ? said.notListed : said.none
  return html`<h2>${said.content}</h2>
${isEmpty ? paragraph(nothing) : undefined}${list(said.notAccessible, items(not_accessible))}${list(said.disproportionateBurden, items(disproportionate_burden))}${list(said.exempt, items(exempt))}`
}

function established({ said, language, who, stated }: Statement): Html {
  const on = (sentence: string, date: string | undefined) =>
    date && fillIn(sentence, { date: sayDate(date, language) })
  return html`<h2>${said.established}</h2>
${paragraph(stated === undefined ? fillIn(said.notCompleted, { who }) : undefined)}${paragraph(on(said.establishedOn, stated?.established_on))}${paragraph(on(said.updatedOn, stated?.updated_on))}${paragraph(said.technologies)}${paragraph(said.automatic)}${lines(said.testedWith, stated?.tested_with ?? [])}${lines(said.tools, stated?.tools ?? [])}${lines(said.checkedPages, stated?.checked_pages ?? [])}`
}

function contact({ said, stated }: Statement): Html {
  const { email, url, phone } = stated?.contact ?? {}
  const ways = [
    email && html`<li>${said.contactEmail} ${contactLink(email)}</li>`,
    url && html`<li>${said.contactUrl} ${contactLink(url)}</li>`,
    phone && html`<li>${said.contactPhone} ${phone}</li>`,
  ].flatMap((way) => way || [])
  return html`<h2>${said.contact}</h2>
<p>${said.contactText}</p>
${ways.length === 0 ? paragraph(said.contactUnknown) : html`<ul>${ways}</ul>`}`
}

function remedy({ said }: Statement): Html {
  return html`<h2>${said.remedy}</h2>
<p>${said.remedyText}</p>
<p>${said.remedyWays}</p>
<ul><li><a href="https://formulaire.defenseurdesdroits.fr/" hreflang="fr">${said.remedyForm}</a></li>
<li><a href="https://www.defenseurdesdroits.fr/saisir/delegues" hreflang="fr">${said.remedyDelegate}</a></li>
<li>${said.remedyPost}</li></ul>`
}

/** The body of the accessibility statement of our pages, in the order of RGAA 4.1's own model. */
export function statementBody(language: Language, form: Form | undefined): Html {
  const said = statementMessagesIn(language)
  const stated = form?.collectivite.accessibility
  const who = form?.collectivite.name ?? said.operator
  const statement = { said, language, who, stated }
  const other = language === 'fr' ? 'en' : 'fr'
  return html`<p><a href="${statementAddress(other, form)}" lang="${other}" hreflang="${other}">${said.otherLanguage}</a></p>
<p>${stated === undefined ? said.law : fillIn(said.commitment, { who })}</p>
${stated?.plan_url && html`<p><a href="${stated.plan_url}">${said.plan}</a></p>`}
<p>${said.scope} ${said.elsewhere}</p>
${conformity(statement)}${content(statement)}${established(statement)}${contact(statement)}
${remedy(statement)}
${form === undefined ? noWayBack(language) : wayBack(form, language)}`
}
