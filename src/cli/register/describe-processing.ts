import { fillIn } from '../../domain/fill-in.ts'
import type { Form } from '../../domain/form.ts'
import { inLanguage, type Language } from '../../domain/languages.ts'
import { activitySection, responsibleSection } from './activity-sections.ts'
import { askedSection, dataSection, peopleSection } from './data-sections.ts'
import { exchangeSection } from './exchange-section.ts'
import { keptSection } from './kept-section.ts'
import { decisionSection, rightsSection, securitySection } from './protection-sections.ts'
import { plain, type RegisterEntry } from './register-document.ts'
import { registerMessagesIn } from './register-messages-in.ts'

/**
 * Describes what becomes of people's data through one form, as the controller's record of processing activities
 * has to (GDPR article 30(1)): from its configuration and from what the service does. What neither says is left
 * to the collectivite to complete, and marked so.
 */
export function describeProcessing(form: Form, language: Language): RegisterEntry {
  const { entry } = registerMessagesIn(language)
  return {
    title: fillIn(entry, {
      title: plain(inLanguage(form.demarche.title, language)),
      collectivite: plain(form.collectivite.name),
    }),
    sections: [
      activitySection(form, language),
      responsibleSection(form, language),
      peopleSection(form, language),
      dataSection(form, language),
      askedSection(form, language),
      exchangeSection(form, language),
      keptSection(form, language),
      securitySection(form, language),
      rightsSection(form, language),
      decisionSection(language),
    ],
  }
}
