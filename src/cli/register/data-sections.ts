import { isBirthTransform } from '../../domain/birth-transforms.ts'
import { catalogue, stateSourceOf } from '../../domain/catalogue.ts'
import type { DemarcheField } from '../../domain/demarche.ts'
import { fillIn } from '../../domain/fill-in.ts'
import type { Form, FormSource } from '../../domain/form.ts'
import { inLanguage, type Language } from '../../domain/languages.ts'
import { sourceTitle } from '../../domain/source-outcome.ts'
import type { Transform } from '../../domain/transforms.ts'
import { type Block, code, codes, plain, type RegisterSection } from './register-document.ts'
import type { RegisterMessages } from './register-messages.ts'
import { registerMessagesIn } from './register-messages-in.ts'

const sourceName = (name: string, language: Language) => {
  const known = catalogue[name]
  return known === undefined ? name : inLanguage(known.name, language)
}

function groupSentences({ demarche }: Form, language: Language): string[] {
  const { people } = registerMessagesIn(language)
  return Object.values(demarche.groups).map(({ source, list, max, label }) => {
    const entry = catalogue[source]?.claims[list]
    return fillIn(people.group, {
      label: plain(inLanguage(label, language)),
      list: entry === undefined ? list : inLanguage(entry.label, language),
      source: sourceName(source, language),
      max: String(max),
    })
  })
}

// The list of holders is read only where its scope is asked, whether a field is filled from it or not.
function holderSentences({ sources }: Form, language: Language): string[] {
  const { people } = registerMessagesIn(language)
  return sources.flatMap(({ name, scopes }) => {
    const source = stateSourceOf(name)
    const claim = source?.holders && source.claims[source.holders.claim]
    if (claim === undefined || !scopes.includes(claim.scope)) return []
    const list = inLanguage(claim.label, language)
    return [fillIn(people.holders, { list, source: sourceName(name, language) })]
  })
}

/** Whom the processing concerns. */
export function peopleSection(form: Form, language: Language): RegisterSection {
  const { people } = registerMessagesIn(language)
  const fields = Object.values(form.demarche.fields)
  const hasSecond = fields.some(({ claim }) => claim.startsWith('declarant_2_'))
  const list = [
    people.citizens,
    ...groupSentences(form, language),
    ...(hasSecond ? [people.secondDeclarant] : []),
    ...holderSentences(form, language),
  ]
  return { title: people.title, blocks: [{ list }] }
}

function sayTransform(transform: Transform, { data }: RegisterMessages): string {
  if (transform === 'first') return data.first
  if (isBirthTransform(transform)) return data.birth[transform]
  const years = String(Object.values(transform)[0])
  return fillIn(data.ageAtLeast, { years })
}

function reasonsOf(field: DemarcheField, messages: RegisterMessages): string {
  const { data } = messages
  const words = Object.values(field.options ?? {}).map(plain)
  return [
    data.fills,
    ...field.transforms.map((transform) => sayTransform(transform, messages)),
    ...(words.length > 0 ? [fillIn(data.options, { words: words.join(', ') })] : []),
    ...(field.member === undefined ? [] : [data.ofChosen]),
    ...(field.lock ? [data.locked] : []),
  ].join(data.separator)
}

function replacedBlocks({ demarche }: Form, language: Language): readonly Block[] {
  const { data } = registerMessagesIn(language)
  const list = demarche.replaces.map(({ document, fields }) =>
    fillIn(data.replacedBy, {
      document: plain(inLanguage(document, language)),
      fields: codes(fields),
    }),
  )
  return list.length === 0 ? [] : [{ paragraph: data.replaced }, { list }]
}

/** Every field of the form: what it is, where it comes from, and why. */
export function dataSection(form: Form, language: Language): RegisterSection {
  const { demarche } = form
  const messages = registerMessagesIn(language)
  const { data, toComplete } = messages
  const rows = Object.entries(demarche.fields).map(([name, field]) => [
    plain(inLanguage(field.label, language)),
    code(name),
    `${sourceTitle(field.source, language)} (${code(`${field.source}.${field.claim}`)})`,
    reasonsOf(field, messages),
    data.assurances[field.entry.assurance],
  ])
  return {
    title: data.title,
    blocks: [
      { paragraph: data.why },
      { head: data.head, rows },
      { paragraph: data.also },
      { paragraph: fillIn(data.necessity, { toComplete }) },
      ...replacedBlocks(form, language),
    ],
  }
}

function askedBeforeLogin({ demarche, sources }: Form, language: Language): string[] {
  const { asked } = registerMessagesIn(language)
  const situations = Object.values(demarche.situations).map(({ label }) =>
    plain(inLanguage(label, language)),
  )
  const questions = sources.flatMap(({ name }) => {
    const question = stateSourceOf(name)?.question
    if (question === undefined) return []
    const label = inLanguage(question.label, language)
    const source = sourceName(name, language)
    return [fillIn(asked.question, { source, label, name: question.name })]
  })
  return situations.length === 0
    ? questions
    : [fillIn(asked.situation, { situations: situations.join(', ') }), ...questions]
}

const added = (form: Form, { scopes }: FormSource) =>
  scopes.filter((scope) => !form.scopes.includes(scope))

/** What is asked of the person, or read, without reaching the form. */
export function askedSection(form: Form, language: Language): RegisterSection {
  const { asked } = registerMessagesIn(language)
  const ofSources = form.sources.flatMap((one) => {
    const scopes = added(form, one)
    if (scopes.length === 0) return []
    const source = sourceName(one.name, language)
    return [fillIn(asked.sourceScopes, { source, name: one.name, scopes: codes(scopes) })]
  })
  return {
    title: asked.title,
    blocks: [
      {
        list: [
          ...askedBeforeLogin(form, language),
          fillIn(asked.scopes, { scopes: codes(form.scopes) }),
          ...ofSources,
        ],
      },
      { paragraph: asked.beyond },
    ],
  }
}
