import type { NextFunction, Request, Response } from 'express'

const isLoopbackAddress = (address: string | undefined) =>
  address !== undefined && (/^(::ffff:)?127\./.test(address) || address === '::1')

/**
 * Who may use the sandbox. It acts as any person without a password, so on a loopback host it answers only callers of
 * this machine, addressed by a loopback name (a foreign name means DNS rebinding), and never a form or script of
 * another site. A host that was set to something else was opened on purpose.
 */
export function guard(host: string) {
  const isLocal = host === 'localhost' || host === '::1' || host.startsWith('127.')
  return (request: Request, response: Response, next: NextFunction) => {
    if (isLocal && !isLoopbackAddress(request.socket.remoteAddress)) return refuse(response, 'loopback callers only')
    const name = (request.headers.host ?? '').replace(/:\d+$/, '').replace(/^\[|\]$/g, '')
    if (isLocal && name !== 'localhost' && name !== '::1' && !name.startsWith('127.')) {
      return refuse(response, 'address the sandbox as 127.0.0.1')
    }
    const { origin } = request.headers
    if (request.method !== 'GET' && origin !== undefined && origin !== `http://${request.headers.host}`) {
      return refuse(response, 'another site may not act here')
    }
    next()
  }
}

function refuse(response: Response, title: string): void {
  response.status(403).type('application/problem+json').send({ title, status: 403 })
}
