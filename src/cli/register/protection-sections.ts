import { fillIn } from '../../domain/fill-in.ts'
import { byHandUrl, type Form, isConfidential } from '../../domain/form.ts'
import { inLanguage, type Language } from '../../domain/languages.ts'
import { code, plain, type RegisterSection } from './register-document.ts'
import type { RightsMessages } from './register-messages.ts'
import { registerMessagesIn } from './register-messages-in.ts'

/** How the data are protected: what the service does by itself, and what this form adds. */
export function securitySection(form: Form, language: Language): RegisterSection {
  const { security, toComplete } = registerMessagesIn(language)
  const list = [
    ...security.always,
    isConfidential(form) ? security.confidential : security.open,
    ...(form.encryption === undefined ? [] : [security.encrypted]),
    fillIn(security.own, { toComplete }),
  ]
  return { title: security.title, blocks: [{ list }] }
}

/** Which rights there are follows from the legal basis (GDPR articles 7(3), 17(3)(b), 20(1)(a) and 21(1)). */
function rightsOf({ demarche }: Form, rights: RightsMessages): string[] {
  const { withdrawal, portability, erasure, limitedErasure, objection } = rights
  const particular = {
    consent: [erasure, portability, withdrawal],
    contract: [erasure, portability],
    'public-task': [limitedErasure, objection],
    'legal-obligation': [limitedErasure],
  }[demarche.legal_basis]
  return [rights.always, ...particular, rights.complaint]
}

function inService(form: Form, rights: RightsMessages): string[] {
  const { review } = form.demarche
  const address = byHandUrl(form)
  return [
    ...(form.sources.length > 0 ? [rights.decline] : []),
    ...(review === 'never' ? [] : [rights.review[review]]),
    ...(address === undefined ? [] : [fillIn(rights.byHand, { address: code(address) })]),
  ]
}

/** What people can ask, of whom, and what they can do by themselves. */
export function rightsSection(form: Form, language: Language): RegisterSection {
  const { rights, toComplete } = registerMessagesIn(language)
  const { privacy_contact } = form.collectivite
  const contact = privacy_contact === undefined ? toComplete : plain(privacy_contact)
  const corrections = Object.values(form.demarche.fields).map(({ entry }) =>
    inLanguage(entry.correction, language),
  )
  return {
    title: rights.title,
    blocks: [
      { paragraph: fillIn(rights.contact, { contact }) },
      { list: rightsOf(form, rights) },
      { paragraph: rights.inService },
      { list: inService(form, rights) },
      { paragraph: rights.corrections },
      { list: [...new Set(corrections)] },
    ],
  }
}

/** Whether anything is decided by a machine alone. */
export function decisionSection(language: Language): RegisterSection {
  const { decisions, toComplete } = registerMessagesIn(language)
  return {
    title: decisions.title,
    blocks: [{ list: [decisions.none, fillIn(decisions.after, { toComplete })] }],
  }
}
