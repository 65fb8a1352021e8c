import { compareObserved } from '../support/compare-observed.ts'
import { revocation } from '../support/observed-cases/revocation.ts'

compareObserved(revocation)
