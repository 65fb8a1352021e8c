const warning = (summary: string) => ({ level: 'warning', summary }) as const
const advice = (summary: string) => ({ level: 'advice', summary }) as const

/** What is judged of the files beyond what the start refuses. */
export const fileRules = {
  'unjustified-source': warning(
    'a demarche asks API Particulier for data that the State marks as unjustified for its use case',
  ),
  'missing-label': warning('a field is something else than its claim, and has no label of its own'),
  'missing-translation': warning('a title, purpose, label or question has no English'),
  'missing-contact': warning('a collectivite has no privacy_contact'),
  'secret-in-plain-text': warning('a secret stands in a file'),
  'several-hosts': warning('a FranceConnect client has redirect URIs on several hosts'),
  'pale-colour': advice('a colour of a theme is too light to be read, and is darkened'),
  'no-habilitation': advice('a FranceConnect client does not say what its habilitation holds'),
  'form-key-expires': warning('a key that tokens are encrypted to ends soon, or has ended'),
} as const
