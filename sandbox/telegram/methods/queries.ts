import { badRequest, queryTooOld } from '../errors'
import { lengthOf } from '../entities'
import type { Method } from '../call'

const longestAnswer = 200

const answerCallbackQuery: Method = ({ telegram, desk, params }) => {
  const text = params.string('text')
  const url = params.string('url')
  if (lengthOf(text) > longestAnswer) throw badRequest('MESSAGE_TOO_LONG')
  // Only a deep link to a bot may be opened this way; other addresses belong into URL buttons.
  if (url !== '' && !/^(https?:\/\/)?t\.me\/\w+\?start=/i.test(url)) throw badRequest('URL_INVALID')
  const answer = { text, showAlert: params.boolean('show_alert'), url }
  if (!telegram.callbacks.answer(desk.bot.id, params.string('callback_query_id'), answer)) throw queryTooOld()
  return true
}

const answerPreCheckoutQuery: Method = ({ telegram, desk, params }) => {
  const refusal = params.boolean('ok') ? undefined : params.required('error_message')
  if (!telegram.checkout.answer(desk.bot.id, params.string('pre_checkout_query_id'), refusal)) throw queryTooOld()
  return true
}

export const queryMethods = { answerCallbackQuery, answerPreCheckoutQuery }
