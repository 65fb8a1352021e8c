import { compareObserved } from '../support/compare-observed.ts'
import { sub } from '../support/observed-cases/sub.ts'

compareObserved(sub)
