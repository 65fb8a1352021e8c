import { compareObserved } from '../support/compare-observed.ts'
import { identities } from '../support/observed-cases/identities.ts'

compareObserved(identities)
