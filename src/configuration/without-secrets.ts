import type { SecretSurroundings } from './secret-reference.ts'

const standIn = 'left out: 0123456789 abcdefghijklmnop'

/** For whoever reads a configuration and has no business with its secrets: any will do where one is referred to. */
export const withoutSecrets: Required<Pick<SecretSurroundings, 'environment' | 'standIn'>> = {
  environment: new Proxy<Readonly<Record<string, string | undefined>>>(
    {},
    { get: (_, name) => (String(name).endsWith('_FILE') ? undefined : standIn) },
  ),
  standIn,
}
