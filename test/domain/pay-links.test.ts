import { clickLink, createPayLinks, paymeLink, paymeParameters } from '../../domain/pay-links'

const payment = {
  businessId: 'demo',
  ref: '1042D',
  money: { amount: 4_500_000n, currency: 'UZS' as const },
  lang: 'uz' as const,
}

test('writes the checkout link of Payme’s own example', () => {
  expect(paymeParameters({ m: '587f72c72cac0d162c722ae2', 'ac.order_id': '197', a: '500' })).toBe(
    'bT01ODdmNzJjNzJjYWMwZDE2MmM3MjJhZTI7YWMub3JkZXJfaWQ9MTk3O2E9NTAw',
  )
})

test('a Payme link names the payment, tiyin, language and the way back', () => {
  const link = paymeLink({ merchantId: '587f72c72cac0d162c722ae2' }, payment, 'https://t.me/shop_bot')
  expect(link.startsWith('https://checkout.paycom.uz/')).toBe(true)
  expect(Buffer.from(link.slice('https://checkout.paycom.uz/'.length), 'base64').toString()).toBe(
    'm=587f72c72cac0d162c722ae2;ac.payment=1042D;a=4500000;l=uz;c=https://t.me/shop_bot',
  )
})

test('a value that would break the Payme link apart is refused', () => {
  expect(() => paymeLink({ merchantId: 'm;a=1' }, payment)).toThrow(RangeError)
})

test('a Click link carries soʻm with two decimals and escapes its values', () => {
  expect(clickLink({ serviceId: '1001', merchantId: '77' }, payment, 'https://t.me/shop?x=1')).toBe(
    'https://my.click.uz/services/pay?service_id=1001&merchant_id=77&amount=45000.00&transaction_param=1042D&return_url=https%3A%2F%2Ft.me%2Fshop%3Fx%3D1',
  )
})

test('local addresses lead to the sandbox', () => {
  const links = createPayLinks(() => ({
    payme: { merchantId: 'm1', checkoutUrl: 'http://localhost:8081/payme/' },
    click: { serviceId: '1', merchantId: '2', payUrl: 'http://localhost:8081/click/pay' },
  }))
  expect(links.url('payme', payment)).toMatch(/^http:\/\/localhost:8081\/payme\/[A-Za-z0-9+/=]+$/)
  expect(links.url('click', payment)).toMatch(/^http:\/\/localhost:8081\/click\/pay\?service_id=1&/)
})

test('no link without a merchant, nor for a currency that Payme and Click do not move', () => {
  const links = createPayLinks((businessId) => (businessId === 'demo' ? { payme: { merchantId: 'm1' } } : undefined))
  expect(links.url('click', payment)).toBeNull()
  expect(links.url('payme', { ...payment, businessId: 'other' })).toBeNull()
  expect(links.url('payme', { ...payment, money: { amount: 100n, currency: 'USD' } })).toBeNull()
  expect(links.providerToken('demo')).toBeNull()
})
