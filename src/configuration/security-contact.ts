import { z } from 'zod'

const protocols: readonly string[] = ['mailto:', 'https:']

// As the URL parser writes it: without line breaks, which would be a field of their own in security.txt.
const isAddress = (text: string) =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol) && !/[\s\p{Cc}]/u.test(text)

/** SECURITY_CONTACT: whom to tell of a weakness (RFC 9116 §2.5.3), separated by commas, the first choice first. */
export const SecurityContacts = z
  .string()
  .transform((text) => text.split(',').map((address) => address.trim()) as [string, ...string[]])
  .refine(
    (addresses) => addresses.every(isAddress),
    'expected mailto: or https: addresses separated by commas',
  )

/** SECURITY_POLICY: where the operator says how reports are dealt with (RFC 9116 §2.5.7). */
export const SecurityPolicy = z
  .string()
  .refine((text) => isAddress(text) && text.startsWith('https:'), 'expected an https: address')

/** Whom to tell of a weakness; undefined where nobody is named. */
export function securityContact(settings: {
  readonly SECURITY_CONTACT?: z.infer<typeof SecurityContacts> | undefined
  readonly SECURITY_POLICY?: string | undefined
}) {
  const { SECURITY_CONTACT: contacts, SECURITY_POLICY: policy } = settings
  return contacts === undefined ? undefined : { contacts, policy }
}
