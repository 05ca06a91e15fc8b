import type { ResponseParameters } from '@grammyjs/types'

const prefixes: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
}

/** A refusal in the Bot API's own form. */
export class BotApiError extends Error {
  constructor(
    readonly code: number,
    readonly description: string,
    readonly parameters?: ResponseParameters,
  ) {
    super(description)
  }
}

/** 400. Like the real server, lower-cases the first letter unless the text is a constant such as BUTTON_DATA_INVALID. */
export const badRequest = (text: string) => new BotApiError(400, describe(400, text))
export const forbidden = (text: string) => new BotApiError(403, describe(403, text))
export const conflict = (text: string) => new BotApiError(409, describe(409, text))

/** 429; `seconds` is whole and at least 1. */
export const tooManyRequests = (seconds: number) =>
  new BotApiError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })

/** A query that was answered too late, twice removed or never asked. */
export const queryTooOld = () => badRequest('query is too old and response timeout expired or query ID is invalid')

function describe(code: number, text: string): string {
  const isConstant = /^.[A-Z_]/.test(text)
  return `${prefixes[code]}: ${isConstant ? text : text.charAt(0).toLowerCase() + text.slice(1)}`
}
