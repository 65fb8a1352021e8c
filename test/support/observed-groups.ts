import type { ObservedGroup } from './observed-case.ts'
import { algorithms } from './observed-cases/algorithms.ts'
import { authorize } from './observed-cases/authorize.ts'
import { claimsParameter } from './observed-cases/claims-parameter.ts'
import { identities } from './observed-cases/identities.ts'
import { interruptions } from './observed-cases/interruptions.ts'
import { logOut } from './observed-cases/log-out.ts'
import { metadata } from './observed-cases/metadata.ts'
import { revocation } from './observed-cases/revocation.ts'
import { scopes } from './observed-cases/scopes.ts'
import { singleSignOn } from './observed-cases/single-sign-on.ts'
import { sub } from './observed-cases/sub.ts'
import { token } from './observed-cases/token.ts'
import { userinfo } from './observed-cases/userinfo.ts'

/** All that was compared, in the order of a login. */
export const observedGroups: readonly ObservedGroup[] = [
  authorize,
  interruptions,
  singleSignOn,
  token,
  userinfo,
  scopes,
  claimsParameter,
  sub,
  identities,
  algorithms,
  logOut,
  revocation,
  metadata,
]
