/** The control surface refused; `status` is its HTTP status, 408 when a wait ran out. */
export class SandboxRefused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

export type Ask = <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<T>

/** Speaks to the control surface of the sandbox at `url`. */
export function askSandbox(url: string): Ask {
  const root = `${url.replace(/\/+$/, '')}/control`
  return async <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => {
    const response = await fetch(`${root}${path}`, {
      method,
      ...(method === 'POST' && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body ?? {}),
      }),
    })
    const answer: unknown = await response.json()
    if (!response.ok) {
      const { title } = answer as { title?: string }
      throw new SandboxRefused(response.status, `${method} ${path}: ${title ?? response.status}`)
    }
    return answer as T
  }
}

/** Without the fields that are undefined. */
export const defined = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
