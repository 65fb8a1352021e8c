import { compareObserved } from '../support/compare-observed.ts'
import { scopes } from '../support/observed-cases/scopes.ts'

compareObserved(scopes)
