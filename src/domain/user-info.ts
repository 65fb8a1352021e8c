import { z } from 'zod'
import { FieldValue } from './prefill-claims.ts'

/** What `/userinfo` answers (OpenID Connect Core §5.3.2): `sub`, and each field that has a value, flat. */
export const UserInfo = z
  .object({
    sub: z.string(),
    prefill_token: z.string().optional().describe('As in the token response.'),
  })
  .catchall(FieldValue)
export type UserInfo = Readonly<z.infer<typeof UserInfo>>
