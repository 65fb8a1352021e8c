import { config } from 'zod'

// zod compiles its schemas with `new Function` where it may. The page's policy forbids that, and every
// try would be reported. Has to be loaded before the first schema is made.
config({ jitless: true })
