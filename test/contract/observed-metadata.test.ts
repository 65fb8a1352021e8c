import { compareObserved } from '../support/compare-observed.ts'
import { metadata } from '../support/observed-cases/metadata.ts'

compareObserved(metadata)
