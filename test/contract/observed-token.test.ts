import { compareObserved } from '../support/compare-observed.ts'
import { token } from '../support/observed-cases/token.ts'

compareObserved(token)
