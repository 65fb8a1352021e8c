import type { Form } from '../../domain/form.ts'
import { inLanguage, type Language } from '../../domain/languages.ts'
import { code, codes, plain, type RegisterSection } from './register-document.ts'
import { registerMessagesIn } from './register-messages-in.ts'

/** What the processing is for, and by what right. */
export function activitySection(form: Form, language: Language): RegisterSection {
  const { activity, toComplete, yes, no } = registerMessagesIn(language)
  const { demarche, franceconnect } = form
  const title = plain(inLanguage(demarche.title, language))
  const isTest = franceconnect.environment === 'test'
  return {
    title: activity.title,
    blocks: [
      { paragraph: activity.origin },
      ...(isTest ? [{ paragraph: activity.testPeople }] : []),
      {
        rows: [
          [activity.demarche, `${title} (${code(demarche.name)})`],
          [activity.form, code(form.client_id)],
          [activity.addresses, codes(form.redirect_uris)],
          [activity.purpose, plain(inLanguage(demarche.purpose, language))],
          [activity.legalBasis, activity.bases[demarche.legal_basis]],
          [activity.legalText, toComplete],
          [activity.sensitive, demarche.sensitive ? yes : no],
          [activity.assessment, toComplete],
          [activity.dates, toComplete],
        ],
      },
    ],
  }
}

/** Who is responsible. */
export function responsibleSection({ collectivite }: Form, language: Language): RegisterSection {
  const { responsible, toComplete } = registerMessagesIn(language)
  const { name, siret, privacy_contact } = collectivite
  return {
    title: responsible.title,
    blocks: [
      {
        rows: [
          [responsible.name, plain(name)],
          [responsible.siret, siret],
          [responsible.representative, toComplete],
          [
            responsible.contact,
            privacy_contact === undefined ? toComplete : plain(privacy_contact),
          ],
          [responsible.processors, toComplete],
        ],
      },
    ],
  }
}
