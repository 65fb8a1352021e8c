import { compareObserved } from '../support/compare-observed.ts'
import { singleSignOn } from '../support/observed-cases/single-sign-on.ts'

compareObserved(singleSignOn)
