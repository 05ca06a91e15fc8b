import type { Refusal } from '../../domain/ledger'

/** Payme's error codes (payme.md 1.4). */
export type PaymeCode =
  -32300 | -32700 | -32600 | -32601 | -32504 | -32400 | -31001 | -31003 | -31007 | -31008 | -31050 | -31051 | -31052

export interface PaymeError {
  readonly code: PaymeCode
  readonly message: string | Localized
  /** The method that does not exist, or the `account` field at fault. */
  readonly data: string | null
}
interface Localized {
  readonly ru: string
  readonly uz: string
  readonly en: string
}

/** The one field of `account`: the name of the payment that the buyer was shown, `1042D`. */
export const accountField = 'payment'

// Payme shows these to the payer in its own application, so they stand here with the protocol and not among the
// bot's texts. -31050..-31099 must be localized and must name the account field; the rest may be.
const messages: Readonly<Record<PaymeCode, string | Localized>> = {
  [-32300]: 'Only POST is served here',
  [-32700]: 'The body is not JSON',
  [-32600]: 'Required fields are missing or have wrong types',
  [-32601]: 'Method not found',
  [-32504]: 'Insufficient privileges',
  [-32400]: 'Temporary failure, repeat the request',
  [-31001]: {
    ru: 'Неверная сумма. Сумма платежа указана в сообщении магазина.',
    uz: 'Summa notoʻgʻri. Toʻlov summasi doʻkon xabarida koʻrsatilgan.',
    en: 'Wrong amount. The sum to pay stands in the message from the shop.',
  },
  [-31003]: { ru: 'Транзакция не найдена.', uz: 'Tranzaksiya topilmadi.', en: 'Transaction not found.' },
  [-31007]: {
    ru: 'Заказ передан покупателю, отменить платёж нельзя.',
    uz: 'Buyurtma xaridorga topshirilgan, toʻlovni bekor qilib boʻlmaydi.',
    en: 'The order has been handed over; the payment cannot be cancelled.',
  },
  [-31008]: {
    ru: 'Операция сейчас невозможна.',
    uz: 'Amalni hozir bajarib boʻlmaydi.',
    en: 'The operation is not possible now.',
  },
  [-31050]: {
    ru: 'Платёж с таким номером не найден. Проверьте номер в сообщении магазина.',
    uz: 'Bunday raqamli toʻlov topilmadi. Raqamni doʻkon xabaridan tekshiring.',
    en: 'No payment with this number. Check the number in the message from the shop.',
  },
  [-31051]: {
    ru: 'Этот платёж уже оплачен.',
    uz: 'Bu toʻlov allaqachon toʻlangan.',
    en: 'This payment has already been paid.',
  },
  [-31052]: {
    ru: 'Этот платёж сейчас не принимается: срок истёк, заказ отменён или время оплаты ещё не наступило.',
    uz: 'Bu toʻlov hozir qabul qilinmaydi: muddati oʻtgan, buyurtma bekor qilingan yoki toʻlov vaqti kelmagan.',
    en: 'This payment is not taken now: it has expired, was cancelled, or is not due yet.',
  },
}

/**
 * What each refusal of the book is in Payme's numbers. A paid or closed account is told to the payer in words (-3105x);
 * an account that another transaction holds is -31008 (Payme sandbox, scenario A5; the vendor's templates differ).
 */
const codeOfRefusal: Readonly<Record<Refusal, PaymeCode>> = {
  unknown_payment: -31050,
  unknown_transaction: -31003,
  wrong_amount: -31001,
  held_by_another: -31008,
  already_paid: -31051,
  not_payable: -31052,
  transaction_ended: -31008,
  hold_expired: -31008,
  unheard: -32400,
  fulfilled: -31007,
}

const namesAccount = (code: PaymeCode) => code <= -31050 && code >= -31099

export const paymeError = (code: PaymeCode, data: string | null = null): PaymeError => ({
  code,
  message: messages[code],
  data: data ?? (namesAccount(code) ? accountField : null),
})

export const refusalError = (refusal: Refusal) => paymeError(codeOfRefusal[refusal])
