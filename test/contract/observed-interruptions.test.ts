import { compareObserved } from '../support/compare-observed.ts'
import { interruptions } from '../support/observed-cases/interruptions.ts'

compareObserved(interruptions)
