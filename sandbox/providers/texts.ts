export type Lang = 'ru' | 'uz' | 'en'
export const langs: readonly Lang[] = ['ru', 'uz', 'en']
export const langNames: Record<Lang, string> = { ru: 'Русский', uz: 'Oʻzbekcha', en: 'English' }

const texts = {
  sandbox: {
    ru: 'Песочница: деньги не списываются',
    uz: 'Sinov muhiti: pul yechilmaydi',
    en: 'Sandbox: no money moves',
  },
  toPay: { ru: 'К оплате', uz: 'Toʻlov summasi', en: 'To pay' },
  payee: { ru: 'Получатель', uz: 'Qabul qiluvchi', en: 'Payee' },
  card: { ru: 'Карта', uz: 'Karta', en: 'Card' },
  pay: { ru: 'Оплатить', uz: 'Toʻlash', en: 'Pay' },
  otherEndings: { ru: 'Как ещё может закончиться', uz: 'Yana nima boʻlishi mumkin', en: 'Other endings' },
  decline: { ru: 'Карта отклонена', uz: 'Karta rad etildi', en: 'Card declined' },
  late: { ru: 'Оплатить с опозданием', uz: 'Kechikib toʻlash', en: 'Pay late' },
  disconnect: { ru: 'Обрыв на полпути', uz: 'Yarim yoʻlda uzilish', en: 'Disconnect half-way' },
  declineHint: {
    ru: 'создать и отменить: на карте нет денег',
    uz: 'yaratish va bekor qilish: kartada pul yoʻq',
    en: 'create, then cancel: no money on the card',
  },
  lateHint: {
    ru: 'создать сейчас, подтвердить позже',
    uz: 'hozir yaratish, keyinroq tasdiqlash',
    en: 'create now, confirm later',
  },
  disconnectHint: {
    ru: 'создать и больше ничего не прислать',
    uz: 'yaratish va boshqa hech narsa yubormaslik',
    en: 'create, then send nothing more',
  },
  paid: { ru: 'Оплачено', uz: 'Toʻlandi', en: 'Paid' },
  waiting: { ru: 'Ожидает оплаты', uz: 'Toʻlov kutilmoqda', en: 'Waiting for payment' },
  working: { ru: 'Платёж проводится', uz: 'Toʻlov amalga oshirilmoqda', en: 'Payment in progress' },
  refused: { ru: 'Магазин отклонил платёж', uz: 'Doʻkon toʻlovni rad etdi', en: 'The shop refused the payment' },
  cancelled: { ru: 'Платёж отменён', uz: 'Toʻlov bekor qilindi', en: 'Payment cancelled' },
  refunded: { ru: 'Деньги возвращены', uz: 'Pul qaytarildi', en: 'Money returned' },
  returned: {
    ru: 'Магазин отменил платёж, деньги вернулись',
    uz: 'Doʻkon toʻlovni bekor qildi, pul qaytdi',
    en: 'The shop had cancelled: the money went back',
  },
  reversed: { ru: 'Возвращено в кабинете', uz: 'Kabinetda qaytarildi', en: 'Reversed in the cabinet' },
  hung: { ru: 'Магазин не отвечает', uz: 'Doʻkon javob bermayapti', en: 'The shop does not answer' },
  hungHint: {
    ru: 'Платёж завис: повторите из кабинета',
    uz: 'Toʻlov osilib qoldi: kabinetdan takrorlang',
    en: 'The payment hangs: retry it from the cabinet',
  },
  payNow: { ru: 'Оплатить сейчас', uz: 'Hozir toʻlash', en: 'Pay now' },
  retry: { ru: 'Повторить', uz: 'Takrorlash', en: 'Retry' },
  back: { ru: 'Вернуться в магазин', uz: 'Doʻkonga qaytish', en: 'Back to the shop' },
  again: { ru: 'Открыть ссылку ещё раз', uz: 'Havolani qayta ochish', en: 'Open the link again' },
  cabinet: { ru: 'Кабинет мерчанта', uz: 'Savdogar kabineti', en: "Merchant's cabinet" },
  badLink: { ru: 'Ссылка неверна', uz: 'Havola notoʻgʻri', en: 'This link is broken' },
  transaction: { ru: 'Транзакция', uz: 'Tranzaksiya', en: 'Transaction' },
  time: { ru: 'Время', uz: 'Vaqt', en: 'Time' },
  confirmAt: { ru: 'Подтвердится в', uz: 'Tasdiqlanadi', en: 'Confirms at' },
  nothingYet: { ru: 'Пока ни одного платежа', uz: 'Hozircha toʻlovlar yoʻq', en: 'No payments yet' },
  refund: { ru: 'Вернуть деньги', uz: 'Pulni qaytarish', en: 'Refund' },
  cancel: { ru: 'Отменить', uz: 'Bekor qilish', en: 'Cancel' },
  timeout: { ru: 'Отменить по тайм-ауту', uz: 'Muddat tugadi deb bekor qilish', en: 'Cancel by timeout' },
  complete: { ru: 'Завершить', uz: 'Yakunlash', en: 'Complete' },
  reverse: { ru: 'Возврат', uz: 'Qaytarish', en: 'Reverse' },
  faults: { ru: 'Нарушения протокола', uz: 'Protokol buzilishlari', en: 'Protocol breaches' },
  calls: { ru: 'Вызовы', uz: 'Chaqiruvlar', en: 'Calls' },
  same: { ru: 'ответы совпали', uz: 'javoblar bir xil', en: 'same answers' },
  different: { ru: 'ответы различаются', uz: 'javoblar har xil', en: 'answers differ' },
  from: { ru: 'С', uz: 'Dan', en: 'From' },
  to: { ru: 'По', uz: 'Gacha', en: 'To' },
  statement: { ru: 'Выписка (GetStatement)', uz: 'Koʻchirma (GetStatement)', en: 'Statement (GetStatement)' },
  show: { ru: 'Показать', uz: 'Koʻrsatish', en: 'Show' },
} as const satisfies Record<string, Record<Lang, string>>

export type TextKey = keyof typeof texts

export const textsIn = (lang: Lang) => (key: TextKey) => texts[key][lang]

export function langOf(value: unknown, otherwise: Lang): Lang {
  return value === 'ru' || value === 'uz' || value === 'en' ? value : otherwise
}

const soumWord: Record<Lang, string> = { ru: 'сум', uz: 'soʻm', en: "so'm" }

/** Tiyin as money to read: `150 000 сум`, with tiyin only when there are some. */
export function soum(tiyin: bigint, lang: Lang): string {
  const whole = (tiyin / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ' ')
  const rest = tiyin % 100n
  return `${whole}${rest === 0n ? '' : `,${rest.toString().padStart(2, '0')}`} ${soumWord[lang]}`
}

/** `21.11 14:05:09` in Tashkent. */
export function clock(ms: number): string {
  return new Intl.DateTimeFormat('ru-RU', {
    timeZone: 'Asia/Tashkent',
    day: '2-digit',
    month: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
    .format(ms)
    .replace(',', '')
}
