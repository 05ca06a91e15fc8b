import type { NextFunction, Request, Response } from 'express'
import { z } from 'zod'
import { CannotDo } from './person'

type Answer = (request: Request, response: Response) => unknown

/** Runs a handler and answers its result as JSON; what it throws becomes problem+json. */
export function answer(handler: Answer) {
  return async (request: Request, response: Response, next: NextFunction) => {
    try {
      const result = await handler(request, response)
      if (!response.headersSent) response.json(result ?? { ok: true })
    } catch (error) {
      next(error)
    }
  }
}

/** Express's last word for the control surface. */
export function problem(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) return next(error)
  const { status, title } = described(error)
  response.status(status).type('application/problem+json').send({ title, status })
}

function described(error: unknown): { status: number; title: string } {
  if (error instanceof CannotDo) return { status: error.status, title: error.message }
  if (error instanceof z.ZodError) return { status: 400, title: z.prettifyError(error) }
  if (error instanceof SyntaxError) return { status: 400, title: error.message }
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500
  const title = error instanceof Error ? error.message : 'the sandbox failed'
  return { status: status >= 400 && status < 600 ? status : 500, title }
}

export const pathNumber = (request: Request, name: string) => Number(request.params[name])
export const pathText = (request: Request, name: string) => String(request.params[name])

/** A whole number of the query string, if it is there. */
export function queryNumber(request: Request, name: string): number | undefined {
  const value = request.query[name]
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined
}

export function queryText(request: Request, name: string): string | undefined {
  const value = request.query[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
