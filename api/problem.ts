import type { ErrorRequestHandler, Response } from 'express'
import type { Logger } from 'pino'

/** A refusal of our own JSON API: RFC 9457 problem details. `code` is stable; `detail` says what to do. */
export interface Problem {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
}

export function answerProblem(res: Response, { status, code, title, detail }: Problem): void {
  res
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: `urn:orderly:problem:${code}`, title, status, detail, code }))
}

export const problems = {
  notFound: { status: 404, code: 'not_found', title: 'Not found', detail: 'There is nothing at this address.' },
  methodNotAllowed: {
    status: 405,
    code: 'method_not_allowed',
    title: 'Method not allowed',
    detail: 'This address is asked with the method named in the Allow header.',
  },
  unauthorized: {
    status: 401,
    code: 'unauthorized',
    title: 'Unauthorized',
    detail: 'Send the token of your business as "Authorization: Bearer <token>".',
  },
  tooManyFailures: {
    status: 429,
    code: 'too_many_failures',
    title: 'Too many failed attempts',
    detail: 'This address has shown wrong credentials too often; wait a minute.',
  },
  unavailable: {
    status: 503,
    code: 'unavailable',
    title: 'Unavailable',
    detail: 'The request could not be carried out now. Ask again in a few seconds.',
  },
} as const satisfies Record<string, Problem>

export const badRequest = (code: string, detail: string): Problem => ({
  status: 400,
  code,
  title: 'Bad request',
  detail,
})

/** The last handler: what nobody answered. A body or address that Express could not read is the caller's fault. */
export function answerErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const status = statusOf(error)
    if (status >= 500) log.error({ err: error, method: req.method }, 'a request failed')
    if (res.headersSent) return next(error)
    if (status >= 500) return answerProblem(res, problems.unavailable)
    answerProblem(res, { ...badRequest('unreadable', 'The request could not be read.'), status })
  }
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500
  return status >= 400 && status < 500 ? status : 500
}
