import type { Express } from 'express'

interface Layer {
  readonly route?: { readonly path: string | string[]; readonly methods: Record<string, boolean> }
  readonly handle?: { readonly stack?: readonly Layer[] }
}

// What answers any method at all says that it does not take it.
const isForAll = (methods: readonly string[]) => methods.length > 10

function routesIn(layers: readonly Layer[]): string[] {
  return layers.flatMap(({ route, handle }) => {
    if (route === undefined) return routesIn(handle?.stack ?? [])
    const methods = Object.keys(route.methods)
    const paths = [route.path].flat()
    return isForAll(methods)
      ? []
      : paths.flatMap((path) => methods.map((method) => `${method.toUpperCase()} ${path}`))
  })
}

/** Every route that an app answers, as `GET /path/:parameter`, sorted; those that only refuse methods left out. */
export function registeredRoutes(app: Express): string[] {
  return [...new Set(routesIn(app.router.stack as unknown as readonly Layer[]))].sort()
}
