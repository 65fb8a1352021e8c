import { definePrefillElement } from './define.ts'
import { serviceOfScript } from './service-of-script.ts'

definePrefillElement(serviceOfScript(import.meta.url))
