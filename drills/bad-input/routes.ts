import type { Express, RequestHandler, Router } from 'express'

export interface Route {
  readonly method: string
  /** Express's pattern, like `/webhooks/payme/:businessId`. */
  readonly path: string
}

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> }
  readonly handle: RequestHandler & { readonly stack?: readonly Layer[] }
}

/** Every route that an app or a router answers, so that a new one is tried without anybody thinking of it. */
export function routesOf(app: Express | Router): Route[] {
  const { stack } = ('router' in app ? app.router : app) as unknown as { stack: readonly Layer[] }
  return stack.flatMap((layer) => {
    if (layer.handle.stack) return routesOf(layer.handle as unknown as Router)
    const { route } = layer
    if (!route) return []
    const methods = Object.keys(route.methods).filter((method) => method !== '_all')
    return methods.map((method) => ({ method: method.toUpperCase(), path: route.path }))
  })
}
