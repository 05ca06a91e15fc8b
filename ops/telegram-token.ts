import { TelegramRefused } from '../telegram/errors'

/** Telegram answers 401 to a token it does not know, and 404 to one that does not even look like a token. */
export const isUnknownToken = (error: unknown) => error instanceof TelegramRefused && [401, 404].includes(error.code)
