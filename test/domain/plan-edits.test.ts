import {
  edited,
  missingIn,
  readPlanField,
  type EditablePlan,
  type PlanEdit,
  type PlanFault,
  type PlanField,
} from '../../domain/plan-edits'

const rules = { currency: 'UZS' as const, minimumStage: '100000' }

test.each<[PlanField, string, PlanEdit]>([
  ['price', '90000', { price: '9000000' }],
  ['price', '90 000', { price: '9000000' }],
  ['price', '90\u00a0000,50 soʻm', { price: '9000050' }],
  ['price', '1000', { price: '100000' }],
  ['price_payme', '95 000', { wayPrice: { way: 'payme', price: '9500000' } }],
  ['price_telegram_fiat', '1000', { wayPrice: { way: 'telegram_fiat', price: '100000' } }],
  ['price_manual', ' 0 ', { wayPrice: { way: 'manual', price: null } }],
  ['stars', '300', { starPrice: 300 }],
  ['stars', '10 000', { starPrice: 10_000 }],
  ['stars', '0', { starPrice: null }],
  ['trial', '0', { trialDays: 0 }],
  ['trial', ' 365 ', { trialDays: 365 }],
  ['seats', '20', { seats: 20 }],
  ['seats', '0', { seats: null }],
  ['name_uz', '  Gul\n klubi ', { names: { uz: 'Gul klubi' } }],
  ['text_en', ' Two\nlines ', { texts: { en: 'Two\nlines' } }],
  ['text_ru', 'x'.repeat(1000), { texts: { ru: 'x'.repeat(1000) } }],
])('%s from %j', (field, text, edit) => {
  expect(readPlanField(field, text, rules)).toEqual({ ok: true, edit })
})

test.each<[PlanField, string, PlanFault]>([
  ['price', 'cheap', 'not_a_price'],
  ['price', '', 'not_a_price'],
  ['price', '0', 'not_a_price'],
  ['price', '-5000', 'not_a_price'],
  ['price', '10.001', 'not_a_price'],
  ['price', '1e6', 'not_a_price'],
  ['price', '9'.repeat(14), 'not_a_price'],
  ['price', '999.99', 'too_cheap'],
  ['price_click', '999', 'too_cheap'],
  ['price_click', '-1', 'not_a_price'],
  ['stars', '10001', 'not_a_number'],
  ['stars', '1.5', 'not_a_number'],
  ['stars', '-1', 'not_a_number'],
  ['trial', '366', 'not_a_number'],
  ['trial', 'a week', 'not_a_number'],
  ['seats', '1000001', 'not_a_number'],
  ['name_ru', ' \n ', 'too_long'],
  ['name_ru', 'x'.repeat(101), 'too_long'],
  ['text_uz', 'x'.repeat(1001), 'too_long'],
])('%s from %j is %s', (field, text, fault) => {
  expect(readPlanField(field, text, rules)).toEqual({ ok: false, fault })
})

const plan: EditablePlan = {
  names: { ru: 'Клуб', uz: 'Klub', en: 'Club' },
  texts: { ru: '', uz: '', en: '' },
  period: { unit: 'day', count: 30 },
  price: '9000000',
  prices: { payme: '9500000' },
  starPrice: null,
  trialDays: 0,
  seats: null,
  channels: ['-2'],
  active: true,
}

test.each<[PlanEdit, Partial<EditablePlan>]>([
  [{}, {}],
  [{ price: '1' }, { price: '1' }],
  [{ wayPrice: { way: 'click', price: '2' } }, { prices: { payme: '9500000', click: '2' } }],
  [{ wayPrice: { way: 'payme', price: '2' } }, { prices: { payme: '2' } }],
  [{ wayPrice: { way: 'payme', price: null } }, { prices: {} }],
  [{ wayPrice: { way: 'manual', price: null } }, {}],
  [{ names: { uz: 'Gul' } }, { names: { ru: 'Клуб', uz: 'Gul', en: 'Club' } }],
  [{ channel: { chatId: '-1', opens: true } }, { channels: ['-1', '-2'] }],
  [{ channel: { chatId: '-2', opens: true } }, { channels: ['-2'] }],
  [{ channel: { chatId: '-2', opens: false } }, { channels: [] }],
  [{ channel: { chatId: '-3', opens: false } }, { channels: ['-2'] }],
])('the edit %j leaves the rest as it was', (edit, changed) => {
  expect(edited(plan, edit)).toEqual({ ...plan, ...changed })
})

test.each([
  ['9000000', ['-1'], null],
  ['0', ['-1'], 'price'],
  ['0', [], 'price'],
  ['9000000', [], 'channel'],
] as const)('a plan of %s with the channels %j misses %s', (price, channels, missing) => {
  expect(missingIn({ price, channels })).toBe(missing)
})
