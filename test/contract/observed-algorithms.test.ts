import { compareObserved } from '../support/compare-observed.ts'
import { algorithms } from '../support/observed-cases/algorithms.ts'

compareObserved(algorithms)
