import './zod-without-eval.ts'
import { startReader } from './start-reader.ts'

startReader(document)
