/** What a checkout link asks for (payme.md 1.8). */
export interface PaymeCheckout {
  readonly merchantId: string
  readonly account: Readonly<Record<string, string>>
  /** Tiyin. */
  readonly amount: bigint
  readonly lang: 'ru' | 'uz' | 'en'
  readonly returnUrl: string | undefined
}

const mostTiyin = 10n ** 15n

/** Reads the base64 part of a checkout link, or a whole link. A string says what is wrong with it. */
export function readPaymeLink(link: string): PaymeCheckout | string {
  const code = codeOf(link)
  if (code === undefined || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(code)) return 'the link is not base64'
  const text = Buffer.from(code, 'base64').toString('utf8')
  const fields = new Map<string, string>()
  for (const pair of text.split(';').filter(Boolean)) {
    const at = pair.indexOf('=')
    if (at < 1) return `"${pair}" is not name=value`
    fields.set(pair.slice(0, at), pair.slice(at + 1))
  }
  const merchantId = fields.get('m')
  if (!merchantId) return 'm (the merchant) is missing'
  const amount = fields.get('a') ?? ''
  if (!/^[1-9]\d{0,17}$/.test(amount) || BigInt(amount) > mostTiyin)
    return 'a (the amount in tiyin) is not a whole number'
  const account = [...fields].filter(([name]) => name.startsWith('ac.')).map(([name, value]) => [name.slice(3), value])
  if (account.length === 0) return 'ac.<field> (the account) is missing'
  const lang = fields.get('l')
  return {
    merchantId,
    account: Object.fromEntries(account) as Record<string, string>,
    amount: BigInt(amount),
    lang: lang === 'uz' || lang === 'en' ? lang : 'ru',
    returnUrl: fields.get('c'),
  }
}

/** What stands after the page's address, without a query: `?lang=` is ours and not part of the link. */
function codeOf(link: string): string | undefined {
  const [address = ''] = (link.split('/checkout/').at(-1) ?? '').split('?')
  try {
    return decodeURIComponent(address).trim()
  } catch {
    return undefined
  }
}

/** The return address with its placeholders filled: `:transaction` and `:account.<field>`. */
export function paymeReturnUrl(
  template: string,
  { transaction, account }: { transaction: string | undefined; account: Readonly<Record<string, string>> },
): string {
  return template
    .replace(/:transaction\b/g, encodeURIComponent(transaction ?? 'null'))
    .replace(/:account\.(\w+)/g, (_, field: string) => encodeURIComponent(account[field] ?? ''))
}
