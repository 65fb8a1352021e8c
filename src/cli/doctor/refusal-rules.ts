const error = (summary: string) => ({ level: 'error', summary }) as const

/** What the start of the service refuses; `refused` is all that has no name of its own. */
export const refusalRules = {
  'beyond-habilitation': error('a field needs a scope that the habilitation does not hold'),
  'unverified-lock': error(
    'a field is locked that nobody has verified, or that a lock does not fit',
  ),
  'insecure-address': error('an address is http outside the machine itself, or in production'),
  'wildcard-address': error('an address holds a wildcard'),
  'inexact-address': error('an address is no absolute URL, or has a fragment or credentials'),
  'missing-member': error('a title, a purpose or another member is missing, or of another kind'),
  'unknown-member': error('a member has a name that nobody knows'),
  'unknown-name': error('a demarche, source, claim, field or client is named that is not there'),
  'unset-secret': error('a secret is referred to that is not set, empty, or cannot be read'),
  'weak-secret': error('a secret is short, repeats itself, or was published'),
  'signing-keys': error('the signing keys are missing, unreadable, weak, or none signs now'),
  'mixed-people': error('real and test people share an instance, or real ones meet development'),
  'private-key': error('a form is registered with a private key'),
  'taken-client-id': error('two forms have one client_id'),
  'unencrypted-sensitive': error('a sensitive demarche has a form without a key to encrypt to'),
  'unreadable-file': error('a file cannot be read, or is no YAML or JSON'),
  environment: error('a variable of the environment is missing or wrong'),
  refused: error('the configuration says something else that the start refuses'),
} as const
